import type { Definitions } from './definitions.ts';
import { type Problem, problemAt } from './problem.ts';

/**
 * Two experiments with one seed put every visitor on the same side of both: neither could be told
 * from the other, and half of their combinations would never be shown.
 */
export function checkSeeds({ experiments }: Definitions): readonly Problem[] {
  const open = experiments.filter(({ value }) => value.status !== 'ended');
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
