import type { ChangeFault } from '../experiment/change.ts';
import { ADD_KEY } from '../experiment/change-structure.ts';
import {
  type Choice,
  combinationKey,
  combinationPath,
  combinations,
} from '../experiment/combination.ts';
import type { Experiment } from '../experiment/experiment.ts';
import { type Problem, problemAt, type Source } from '../faults/problem.ts';
import type { Landing } from '../landing/landing.ts';
import { compose, composeAlone, type Shown } from './compose.ts';
import type { Definitions, Sourced } from './definitions.ts';
import { matchingPaths } from './pages.ts';

/** Most pages of one landing that exist for previews of drafts. */
export const MAX_DRAFT_PAGES = 16;

/** One page to prerender: a landing with the changes of one combination. */
export type StaticPage = {
  readonly landingId: string;
  /** Public path under which it is served; a page variant's content has another path of its own. */
  readonly landingPath: string;
  /** Path that it names as its own address: the landing's, or its parent's. */
  readonly canonicalPath: string;
  /** Where the file is: the public path for the control, a hidden one for the others. */
  readonly path: string;
  /** Combination key; empty for the control. */
  readonly key: string;
  /** Whether it shows a draft: nobody is assigned to it, a preview link alone opens it. */
  readonly draft: boolean;
  readonly content: Landing;
  /** Variants that components must draw on it, as `experiment.variant`; left out when there are none. */
  readonly components?: readonly string[];
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
  for (const landing of landings) {
    const { source, value } = landing;
    const here = experiments.filter((one) => isOn(one.value, value.path));
    const running = here.filter((one) => one.value.status === 'running');
    const drafts = here.filter((one) => one.value.status === 'draft');
    const alone = drafts.flatMap(({ value }) => combinations([value]).slice(1));
    problems.push(...tooManyDrafts(drafts, alone.length, value.path));
    for (const [choices, draft] of [
      ...combinations(running.map(({ value }) => value)).map((one) => [one, false] as const),
      ...alone.slice(0, MAX_DRAFT_PAGES).map((one) => [one, true] as const),
    ]) {
      const key = combinationKey(choices);
      const shown = choices.flatMap((choice) => shownBy(choice, here));
      const [first, ...others] = shown;
      const isAlone = first !== undefined && others.length === 0;
      const composed = isAlone
        ? composeAlone(landing, first, landings)
        : compose(landing, shown, landings);
      if (composed.ok) {
        pages.push({
          landingId: source.stem,
          landingPath: value.path,
          canonicalPath: value.parent ?? value.path,
          path: combinationPath(key, value.path),
          key,
          draft,
          content: composed.landing,
          ...componentsOf(shown, source),
        });
      } else {
        problems.push(...composed.faults.map((fault) => combinationProblem(key, fault, shown)));
        problems.push(...composed.problems);
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

function shownBy(choice: Choice, here: readonly Sourced<Experiment>[]): readonly Shown[] {
  return here.flatMap((experiment) => {
    const variant = experiment.value.variants.find(({ id }) => id === choice.variantId);
    return experiment.value.id === choice.experimentId && variant !== undefined
      ? [{ experiment, variant }]
      : [];
  });
}

/** What only the built page can prove: the body of an .mdx file is known before. */
function componentsOf(shown: readonly Shown[], { body }: Source): Pick<StaticPage, 'components'> {
  const names = shown
    .filter(({ variant }) => variant.component !== undefined)
    .filter(({ experiment }) => !body?.experiments.some(({ id }) => id === experiment.value.id))
    .map(({ experiment, variant }) => `${experiment.value.id}.${variant.id}`);
  return names.length === 0 ? {} : { components: names };
}

function combinationProblem(
  key: string,
  { key: changeKey, rest, fault }: ChangeFault,
  shown: readonly Shown[],
): Problem {
  const wrong = `does not go together with the other changes of ${key}: ${fault.wrong}`;
  // What several add is one list in the changed page: back to the entry of its own file.
  const [first, ...inner] = rest;
  let index = first;
  for (const { experiment, variant } of shown) {
    const { [changeKey]: value } = variant.change ?? {};
    if (value === undefined) continue;
    const entries = changeKey === ADD_KEY && Array.isArray(value) ? value.length : undefined;
    if (entries !== undefined && typeof index === 'number' && index >= entries) {
      index -= entries;
      continue;
    }
    const at = experiment.value.variants.indexOf(variant);
    const place = index === undefined ? [] : [index, ...inner];
    return problemAt(experiment.source, ['variants', at, 'change', changeKey, ...place], {
      ...fault,
      wrong,
    });
  }
  const [any] = shown;
  if (any === undefined) throw new Error(`the page without changes is invalid: ${fault.wrong}`);
  return problemAt(any.experiment.source, ['variants'], { ...fault, wrong });
}
