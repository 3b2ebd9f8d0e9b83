import { areGroupMates } from '../../assignment/group.ts';
import type { Definitions, Sourced } from '../catalog/definitions.ts';
import { matchingPaths } from '../catalog/pages.ts';
import { overlaps, writesOf } from '../experiment/change-writes.ts';
import { combinationKey, combinations } from '../experiment/combination.ts';
import type { Experiment } from '../experiment/experiment.ts';
import { type KeyPath, type Problem, problemAt } from '../faults/problem.ts';

/** Longest combination key: it names a folder, and file systems allow 255 bytes. */
const MAX_KEY_LENGTH = 200;

/** Experiments that meet on a page: a content key changed twice, too long names of pages. */
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
      ...tooLong(running, landing.value.path),
    ];
  });
}

function conflicts(
  earlier: Sourced<Experiment>,
  later: Sourced<Experiment>,
  path: string,
): readonly Problem[] {
  if (areGroupMates(earlier.value, later.value)) return [];
  const both = [earlier, later].every(({ value }) => value.status === 'running');
  const taken = placesOf(earlier);
  const reported = new Set<string>();
  return placesOf(later).flatMap(({ place, path: written }) => {
    const other = taken.find((candidate) => overlaps(candidate.place, place));
    if (other === undefined || reported.has(place)) return [];
    reported.add(place);
    const line = earlier.source.lineOf(other.path);
    return [
      problemAt(later.source, written, {
        level: both ? 'error' : 'warning',
        wrong:
          `"${earlier.value.id}" ${other.verb} ${other.place} on ${path} too (${earlier.source.file}:${line}); ` +
          'two running experiments may not share a key, because then neither knows what its visitors saw',
      }),
    ];
  });
}

type Place = {
  readonly place: string;
  readonly path: KeyPath;
  /** What happens to the place, in the words of a sentence. */
  readonly verb: string;
};

function placesOf({ value }: Sourced<Experiment>): readonly Place[] {
  return value.variants.flatMap(({ change }, index) =>
    writesOf(change).map(({ place, key, rest }) => ({
      place,
      path: ['variants', index, 'change', key, ...rest],
      verb: place.includes('.') ? 'changes' : rest.length > 0 ? 'adds' : 'takes out',
    })),
  );
}

/**
 * Takes the longest variant of each experiment, and of a group the longest of all: the combinations
 * could be too many to list.
 */
function tooLong(running: readonly Sourced<Experiment>[], path: string): readonly Problem[] {
  const factors = Map.groupBy(running, ({ value }) => value.group ?? `=${value.id}`);
  const choices = [...factors.values()].flatMap((members) => {
    const treatments = members.flatMap(({ value }) => combinations([value]).slice(1));
    const [longest = []] = treatments.sort(
      (a, b) => combinationKey(b).length - combinationKey(a).length,
    );
    return longest;
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
