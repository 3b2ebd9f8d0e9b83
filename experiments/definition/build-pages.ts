import { applyChange, type Change, type ChangeFault } from './change.ts';
import { type Choice, combinationKey, combinationPath, combinations } from './combination.ts';
import type { Definitions, Sourced } from './definitions.ts';
import type { Experiment } from './experiment.ts';
import type { Landing } from './landing.ts';
import { matchingPaths } from './pages.ts';
import { type Problem, problemAt, type Source } from './problem.ts';

/** One page to prerender: a landing with the changes of one combination. */
export type StaticPage = {
  readonly landingId: string;
  /** Where the file is: the public path for the control, a hidden one for the others. */
  readonly path: string;
  /** Combination key; empty for the control. */
  readonly key: string;
  readonly content: Landing;
};

export type Pages = {
  readonly pages: readonly StaticPage[];
  /** Combinations that break a rule of the page which none of their changes breaks alone. */
  readonly problems: readonly Problem[];
};

/** Every static page, landing by landing, the control first. Running experiments alone count. */
export function buildPages({ landings, experiments }: Definitions): Pages {
  const pages: StaticPage[] = [];
  const problems: Problem[] = [];
  for (const { source, value: landing } of landings) {
    const running = experiments.filter(
      ({ value }) => value.status === 'running' && isOn(value, landing.path),
    );
    for (const choices of combinations(running.map(({ value }) => value))) {
      const key = combinationKey(choices);
      const changes = choices.flatMap((choice) => changesOf(choice, running));
      const changed = applyChange(
        landing,
        Object.assign({}, ...changes.map(({ change }) => change)),
      );
      if (changed.ok) {
        const path = combinationPath(key, landing.path);
        pages.push({ landingId: source.stem, path, key, content: changed.landing });
      } else {
        problems.push(...changed.faults.map((fault) => combinationProblem(key, fault, changes)));
      }
    }
  }
  return { pages, problems };
}

/** Whether an experiment names a landing, by path or by pattern. */
export function isOn({ pages }: Pick<Experiment, 'pages'>, path: string): boolean {
  return pages.some((entry) => matchingPaths(entry, [path]).length > 0);
}

type PlacedChange = {
  readonly source: Source;
  readonly variantIndex: number;
  readonly change: Change;
};

function changesOf(
  choice: Choice,
  running: readonly Sourced<Experiment>[],
): readonly PlacedChange[] {
  return running.flatMap(({ source, value }) => {
    const variantIndex = value.variants.findIndex(({ id }) => id === choice.variantId);
    const change = value.variants[variantIndex]?.change;
    return value.id === choice.experimentId && change !== undefined
      ? [{ source, variantIndex, change }]
      : [];
  });
}

function combinationProblem(
  key: string,
  { key: changeKey, rest, fault }: ChangeFault,
  changes: readonly PlacedChange[],
): Problem {
  const owner = changes.findLast(({ change }) => changeKey in change) ?? changes[0];
  if (owner === undefined) throw new Error(`the page without changes is invalid: ${fault.wrong}`);
  return problemAt(owner.source, ['variants', owner.variantIndex, 'change', changeKey, ...rest], {
    ...fault,
    wrong: `does not go together with the other changes of ${key}: ${fault.wrong}`,
  });
}
