import type { ExperimentReport } from '../../contract/report.ts';
import type { Metric } from '../../definition/metric/metric.ts';
import { countsFromReport, definitionFromReport } from '../counts/counts-from-report.ts';
import { judgedMetrics } from '../decision/metric-roles.ts';
import { comparisonsOf } from '../lift/comparisons.ts';
import type { NumberWords } from '../lift/number-words.ts';
import { reportOf } from '../report-of.ts';

/** A number or word that came out differently: where, what the report says, what was computed. */
export type Difference = {
  readonly at: string;
  readonly given: string | number | boolean | null;
  readonly computed: string | number | boolean | null;
};

export type Recomputed = {
  /** The report with every number that could be computed again in place of its own. */
  readonly report: ExperimentReport;
  /** Numbers and words that were compared. */
  readonly compared: number;
  readonly differences: readonly Difference[];
};

/** Parts that follow from the counts in the file. The others are records, or need the database. */
const COMPUTED = [
  'days',
  'unit',
  'state',
  'variants',
  'srm',
  'srmWithBots',
  'daily',
  'strata',
  'dimensions',
  'bots',
  'health',
  'monthly',
  'maturity',
  'ledger',
] as const satisfies readonly (keyof ExperimentReport)[];

/** Two machines may round the last bit of a logarithm differently, and nothing more. */
const TOLERANCE = 1e-9;

/**
 * Computes a report again from the counts in its own JSON, with the code that computed it: lifts,
 * intervals, corrections, splits, health, what the last look compared, and the sentence; and says
 * what came out differently. `metrics` are those that the experiment names, `words` the site's.
 */
export function recompute(
  given: ExperimentReport,
  { metrics, words }: { readonly metrics: readonly Metric[]; readonly words: NumberWords },
): Recomputed {
  const definition = definitionFromReport(given);
  const { look, panel, crossings, nextLook: next, dimensions } = given;
  const fresh = reportOf(definition, countsFromReport(given), {
    metrics,
    words,
    looks: { last: look, crossings, next, panel },
  });
  const named = fresh.dimensions && {
    ...fresh.dimensions,
    // How many values "the rest" holds is known to the database alone.
    dimensions: fresh.dimensions.dimensions.map((table) => {
      const known = dimensions?.dimensions.find((one) => one.dimension === table.dimension);
      const { restValues = 0, restOpen = false } = known ?? {};
      return { ...table, restValues, restOpen };
    }),
  };
  const winner = given.experiment.status === 'ended' ? { state: given.state } : {};
  const report: ExperimentReport = {
    ...given,
    ...Object.fromEntries(COMPUTED.map((key) => [key, fresh[key]])),
    ...winner,
    dimensions: named,
    look: look && lookAgain(look, { definition, metrics, given }),
  };
  const differences: Difference[] = [];
  let compared = 0;
  const compare = (a: unknown, b: unknown, at: string): void => {
    if (typeof a === 'object' && a !== null) {
      for (const [key, value] of Object.entries(a)) {
        compare(value, (b as Readonly<Record<string, unknown>> | null)?.[key], `${at}.${key}`);
      }
      return;
    }
    compared += 1;
    if (!isSame(a, b)) differences.push({ at, given: leaf(a), computed: leaf(b) });
  };
  for (const key of [...COMPUTED, 'look'] as const) compare(given[key], report[key], key);
  return { report, compared, differences };
}

/** The comparisons of a look from the counts that were kept with it. */
function lookAgain(
  look: NonNullable<ExperimentReport['look']>,
  of: {
    readonly definition: ReturnType<typeof definitionFromReport>;
    readonly metrics: readonly Metric[];
    readonly given: ExperimentReport;
  },
): NonNullable<ExperimentReport['look']> {
  const visitors = look.plannedVisitors;
  const plan = {
    ...of.definition.plan,
    alpha: look.alpha,
    ...(visitors === null ? {} : { visitors }),
  };
  const judged = judgedMetrics(of.definition, of.metrics);
  const mixed = look.unit === null && look.days !== null;
  const lifts = comparisonsOf({ ...of.definition, plan }, judged, { strata: look.strata, mixed });
  return {
    ...look,
    treatments: look.treatments.map((treatment) => {
      const column = look.variants.indexOf(treatment.variant) - 1;
      return {
        ...treatment,
        comparisons: treatment.comparisons.map((comparison) => ({
          ...comparison,
          lift:
            lifts.find(({ metric }) => metric.id === comparison.metric)?.lifts[column] ??
            comparison.lift,
        })),
      };
    }),
  };
}

function isSame(a: unknown, b: unknown): boolean {
  if (typeof a === 'number' && typeof b === 'number') {
    return a === b || Math.abs(a - b) <= TOLERANCE * Math.max(1e-12, Math.abs(a), Math.abs(b));
  }
  // What the file's counts cannot tell any more, such as which small landings stood together.
  return a === b || b === undefined;
}

function leaf(value: unknown): Difference['given'] {
  return value === undefined || typeof value === 'object' ? null : (value as Difference['given']);
}
