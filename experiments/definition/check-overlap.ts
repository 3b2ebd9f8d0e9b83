import { changesContent, combinationKey } from './combination.ts';
import type { Definitions, Sourced } from './definitions.ts';
import type { Experiment } from './experiment.ts';
import { matchingPaths } from './pages.ts';
import { listText, type Problem, problemAt } from './problem.ts';

/** Most static pages of one landing; beyond, no page gets enough visitors to learn from. */
export const MAX_COMBINATIONS = 16;

/** Longest combination key: it names a folder, and file systems allow 255 bytes. */
const MAX_KEY_LENGTH = 200;

/** Experiments that meet on a page: a content key changed twice, too many pages or too long names. */
export function checkOverlap({ landings, experiments }: Definitions): readonly Problem[] {
  return landings.flatMap((landing) => {
    const here = experiments.filter(
      ({ value }) =>
        value.status !== 'ended' &&
        value.pages.some((entry) => matchingPaths(entry, [landing.value.path]).length > 0),
    );
    const running = here.filter(({ value }) => value.status === 'running');
    return [
      ...here.flatMap((experiment, index) =>
        here
          .slice(0, index)
          .flatMap((earlier) => conflicts(earlier, experiment, landing.value.path)),
      ),
      ...tooMany(running, landing.value.path),
      ...tooLong(running, landing.value.path),
    ];
  });
}

function conflicts(
  earlier: Sourced<Experiment>,
  later: Sourced<Experiment>,
  path: string,
): readonly Problem[] {
  const both = [earlier, later].every(({ value }) => value.status === 'running');
  const taken = changedKeys(earlier);
  const reported = new Set<string>();
  return changedKeys(later).flatMap(({ key, index }) => {
    const other = taken.find((candidate) => overlaps(candidate.key, key));
    if (other === undefined || reported.has(key)) return [];
    reported.add(key);
    const line = earlier.source.lineOf(['variants', other.index, 'change', other.key]);
    return [
      problemAt(later.source, ['variants', index, 'change', key], {
        level: both ? 'error' : 'warning',
        wrong:
          `"${earlier.value.id}" changes ${other.key} on ${path} too (${earlier.source.file}:${line}); ` +
          'two running experiments may not share a key, because then neither knows what its visitors saw',
      }),
    ];
  });
}

function changedKeys({
  value,
}: Sourced<Experiment>): readonly { readonly key: string; readonly index: number }[] {
  return value.variants.flatMap(({ change }, index) =>
    Object.keys(change ?? {}).map((key) => ({ key, index })),
  );
}

/** `hero.action` and `hero.action.label` write to the same place. */
export function overlaps(a: string, b: string): boolean {
  return a === b || a.startsWith(`${b}.`) || b.startsWith(`${a}.`);
}

function tooMany(running: readonly Sourced<Experiment>[], path: string): readonly Problem[] {
  const factors = running
    .map(({ value }) => ({
      id: value.id,
      pages: 1 + value.variants.slice(1).filter(changesContent).length,
    }))
    .filter(({ pages }) => pages > 1);
  const product = factors.reduce((total, { pages }) => total * pages, 1);
  const last = running.at(-1);
  if (product <= MAX_COMBINATIONS || last === undefined) return [];
  const sum = factors.map(({ pages }) => pages).join(' × ');
  const named = factors.map(({ id, pages }) => `${id} has ${pages}`);
  return [
    problemAt(last.source, ['pages'], {
      wrong: `${path} would need ${sum} = ${product} static pages (${listText(named, 'and')})`,
      allowed: `at most ${MAX_COMBINATIONS} per landing: end one of them, or drop a variant`,
    }),
  ];
}

/** Takes the longest variant of each experiment: all combinations could be too many to list. */
function tooLong(running: readonly Sourced<Experiment>[], path: string): readonly Problem[] {
  const choices = running.flatMap(({ value }) => {
    const changed = value.variants.slice(1).filter(changesContent);
    const [longest] = changed.map(({ id }) => id).sort((a, b) => b.length - a.length);
    return longest === undefined ? [] : [{ experimentId: value.id, variantId: longest }];
  });
  const longest = combinationKey(choices);
  const last = running.at(-1);
  if (longest.length <= MAX_KEY_LENGTH || last === undefined) return [];
  return [
    problemAt(last.source, ['id'], {
      wrong: `${path} would have a page called ${longest}, ${longest.length} characters long`,
      allowed: `at most ${MAX_KEY_LENGTH}: give experiments or variants shorter ids`,
    }),
  ];
}
