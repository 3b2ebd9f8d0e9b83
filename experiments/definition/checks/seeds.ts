import type { Definitions, Sourced } from '../catalog/definitions.ts';
import type { Experiment } from '../experiment/experiment.ts';
import { type Problem, problemAt } from '../faults/problem.ts';

/**
 * Two experiments with one seed put every visitor on the same side of both: neither could be told
 * from the other, and half of their combinations would never be shown.
 */
export function checkSeeds({ experiments }: Definitions): readonly Problem[] {
  const open = experiments.filter(({ value }) => value.status !== 'ended');
  return [...likeGroup(open), ...shared(open)];
}

/** A group's id is the seed of its parts: with the same seed a part would be one variant. */
function likeGroup(open: readonly Sourced<Experiment>[]): readonly Problem[] {
  const groups = new Set(open.flatMap(({ value }) => value.group ?? []));
  return open.flatMap(({ source, value }) =>
    groups.has(value.seed)
      ? [
          problemAt(source, ['seed'], {
            wrong: `"${value.seed}" is a group: whoever is in a part of it would all see the same variant`,
            allowed: `a seed of its own, for example ${value.id}-1`,
          }),
        ]
      : [],
  );
}

function shared(open: readonly Sourced<Experiment>[]): readonly Problem[] {
  return open.flatMap((later, index) => {
    const earlier = open.slice(0, index).find(({ value }) => value.seed === later.value.seed);
    if (earlier === undefined) return [];
    return [
      problemAt(later.source, ['seed'], {
        wrong:
          `"${earlier.value.id}" has this seed too (${earlier.source.file}:${earlier.source.lineOf(['seed'])}); ` +
          'both would always put a visitor on the same side',
        allowed: `a seed of its own, for example ${later.value.id}-1`,
      }),
    ];
  });
}
