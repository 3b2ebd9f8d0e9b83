import { applyChange, type Change, type ChangeFault } from './change.ts';
import { type Choice, combinationKey, combinationPath, combinations } from './combination.ts';
import type { Definitions, Sourced } from './definitions.ts';
import type { Experiment } from './experiment.ts';
import type { Landing } from './landing.ts';
import { matchingPaths } from './pages.ts';
import { type Problem, problemAt, type Source } from './problem.ts';

/** Most pages of one landing that exist for previews of drafts. */
export const MAX_DRAFT_PAGES = 16;

/** One page to prerender: a landing with the changes of one combination. */
export type StaticPage = {
  readonly landingId: string;
  /** Where the file is: the public path for the control, a hidden one for the others. */
  readonly path: string;
  /** Combination key; empty for the control. */
  readonly key: string;
  /** Whether it shows a draft: nobody is assigned to it, a preview link alone opens it. */
  readonly draft: boolean;
  readonly content: Landing;
};

export type Pages = {
  readonly pages: readonly StaticPage[];
  /** Combinations that break a rule which none of their changes breaks alone; too many drafts. */
  readonly problems: readonly Problem[];
};

/**
 * Every static page, landing by landing, the control first: all combinations of the running
 * experiments, then each variant of a draft alone, so that drafts add pages and never multiply them.
 */
export function buildPages({ landings, experiments }: Definitions): Pages {
  const pages: StaticPage[] = [];
  const problems: Problem[] = [];
  for (const { source, value: landing } of landings) {
    const here = experiments.filter(({ value }) => isOn(value, landing.path));
    const running = here.filter(({ value }) => value.status === 'running');
    const drafts = here.filter(({ value }) => value.status === 'draft');
    const alone = drafts.flatMap(({ value }) => combinations([value]).slice(1));
    problems.push(...tooManyDrafts(drafts, alone.length, landing.path));
    for (const [choices, draft] of [
      ...combinations(running.map(({ value }) => value)).map((one) => [one, false] as const),
      ...alone.slice(0, MAX_DRAFT_PAGES).map((one) => [one, true] as const),
    ]) {
      const key = combinationKey(choices);
      const changes = choices.flatMap((choice) => changesOf(choice, draft ? drafts : running));
      const changed = applyChange(
        landing,
        Object.assign({}, ...changes.map(({ change }) => change)),
      );
      if (changed.ok) {
        const path = combinationPath(key, landing.path);
        pages.push({ landingId: source.stem, path, key, draft, content: changed.landing });
      } else {
        problems.push(...changed.faults.map((fault) => combinationProblem(key, fault, changes)));
      }
    }
  }
  return { pages, problems };
}

function tooManyDrafts(
  drafts: readonly Sourced<Experiment>[],
  pages: number,
  path: string,
): readonly Problem[] {
  const last = drafts.at(-1);
  if (pages <= MAX_DRAFT_PAGES || last === undefined) return [];
  return [
    problemAt(last.source, ['status'], {
      level: 'warning',
      wrong: `${path} has ${pages} variants of drafts; the last ${pages - MAX_DRAFT_PAGES} get no page, so that no preview link opens them`,
      allowed: `at most ${MAX_DRAFT_PAGES} per landing: move drafts that wait out of the catalog`,
    }),
  ];
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
