import { MAX_VIEW_EXPERIMENTS } from '../../contract/token.ts';
import { isOn } from '../catalog/build-pages.ts';
import type { Definitions, Known, Sourced } from '../catalog/definitions.ts';
import { resolvePages } from '../catalog/pages.ts';
import { combinationFactors, type Factor } from '../experiment/combination-count.ts';
import type { Experiment } from '../experiment/experiment.ts';
import { listText, type Problem, problemAt } from '../faults/problem.ts';
import { DEFAULT_MAX_COMBINATIONS, MOST_COMBINATIONS } from '../settings/site.ts';
import { expectedWeeks } from './expected-weeks.ts';
import { type Traffic, visitorsPerDay } from './traffic.ts';

/**
 * Landings with more static pages than the site allows, or with more experiments than a view can
 * name. The sentence shows the arithmetic, what each experiment waits for, and the ways out.
 */
export function checkCombinations(definitions: Definitions, known: Known): readonly Problem[] {
  const paths = definitions.landings.map(({ value }) => value.path);
  const running = definitions.experiments.filter(({ value }) => value.status === 'running');
  const on = (path: string) => running.filter(({ value }) => isOn(value, path));
  // Pages of ad groups carry the same experiments: one complaint stands for all of them.
  const alike = Map.groupBy(paths, (path) =>
    on(path)
      .map(({ value }) => value.id)
      .join(),
  );
  return [...alike.values()].flatMap(([path = '', ...more]) => {
    const name = more.length === 0 ? path : `${path} (like ${more.length} more)`;
    return [
      ...tooManyExperiments(on(path), name),
      ...tooManyPages(on(path), name, { definitions, paths, traffic: known.traffic }),
    ];
  });
}

function tooManyExperiments(
  running: readonly Sourced<Experiment>[],
  path: string,
): readonly Problem[] {
  const last = running.at(-1);
  if (running.length <= MAX_VIEW_EXPERIMENTS || last === undefined) return [];
  return [
    problemAt(last.source, ['pages'], {
      wrong: `${path} has ${running.length} running experiments`,
      allowed: `at most ${MAX_VIEW_EXPERIMENTS} per landing: end some of them`,
    }),
  ];
}

function tooManyPages(
  running: readonly Sourced<Experiment>[],
  path: string,
  given: {
    readonly definitions: Definitions;
    readonly paths: readonly string[];
    readonly traffic: Traffic | undefined;
  },
): readonly Problem[] {
  const { site } = given.definitions;
  const most = site?.value.maxCombinations ?? DEFAULT_MAX_COMBINATIONS;
  const factors = combinationFactors(running.map(({ value }) => value));
  const product = factors.reduce((total, { pages }) => total * pages, 1);
  const last = running.at(-1);
  if (product <= most || last === undefined) return [];
  const treatments = factors.flatMap((factor) => factor.treatments);
  const waits = running
    .filter(({ value }) => treatments.some(({ id }) => id === value.id))
    .map(({ value }) => waitText(value, given));
  const sum = treatments.map(({ pages }) => pages);
  const together = sum.reduce((total, pages) => total + pages, 1);
  const ways = [
    'end one of them, drop a variant, or take the page out of one',
    ...(factors.length > 1 && together <= most
      ? [
          `all in one group would need ${[1, ...sum].join(' + ')} = ${together}, but each gets a part of the visitors and takes longer`,
        ]
      : []),
    ...(most < MOST_COMBINATIONS
      ? [`maxCombinations in site/site.yaml may be up to ${MOST_COMBINATIONS}`]
      : []),
    ...(given.traffic === undefined
      ? ['days to each verdict: npm run check -- --traffic 400']
      : []),
  ];
  return [
    problemAt(last.source, ['pages'], {
      wrong: `${path} would need ${arithmetic(factors)} = ${product} > ${most} static pages (${listText(factors.map(factorText), 'and')}). To its verdict ${listText(waits, 'and')}`,
      allowed: `at most ${most} per landing: ${ways.join('; ')}`,
    }),
  ];
}

function arithmetic(factors: readonly Factor[]): string {
  return factors
    .map(({ treatments, pages }) =>
      treatments.length === 1
        ? String(pages)
        : `(${[1, ...treatments.map((one) => one.pages)].join(' + ')})`,
    )
    .join(' × ');
}

function factorText({ treatments, pages }: Factor): string {
  const ids = treatments.map(({ id }) => id);
  return ids.length === 1
    ? `${ids[0]} has ${pages}`
    : `the group of ${listText(ids, 'and')} has ${pages}`;
}

/** What an experiment waits for: `crm-form needs 42 231 visitors (77 days)`. */
function waitText(
  experiment: Experiment,
  { paths, traffic }: { readonly paths: readonly string[]; readonly traffic: Traffic | undefined },
): string {
  const perDay =
    traffic === undefined ? 1 : visitorsPerDay(traffic, resolvePages(experiment.pages, paths));
  const expected = expectedWeeks(experiment, perDay);
  const { id } = experiment;
  if (!expected.ok) {
    return expected.reason === 'no-plan' ? `${id} has no plan` : `${id} gets no visitors`;
  }
  const visitors = `${id} needs ${countText(expected.visitors)} visitors`;
  return traffic === undefined ? visitors : `${visitors} (${countText(expected.weeks * 7)} days)`;
}

const countText = (count: number): string => new Intl.NumberFormat('en').format(count);
