import type { Stratum } from '../../contract/stratum.ts';
import type { ConversionCount, ExperimentCounts, ExposureCount } from '../counts/counts.ts';
import type { LateMetric } from '../decision/late.ts';
import { mergeSmallLandings } from './landing-strata.ts';

/** Visitors of one variant, those of them who converted, and the sums of their values. */
export type Arm = {
  readonly visitors: number;
  readonly converted: number;
  readonly sumMinor: number;
  readonly sumSquares: number;
  /** How many of them became leads, where the metric is a share of leads. */
  readonly leads?: number;
};

/** Control and one treatment within one epoch (and landing): the chance of either was constant. */
export type PairStratum = {
  readonly epoch: number;
  readonly control: Arm;
  readonly treatment: Arm;
};

/**
 * The counts summed up by epoch, ascending; where visitors came to several landings, by landing
 * within it, the small ones together. Rows of variants or metrics that are not named are in no sum.
 * `late`: metrics of whose visitors only those count whose window is over.
 */
export function strataOf(
  variantIds: readonly string[],
  metricIds: readonly string[],
  counts: Pick<ExperimentCounts, 'exposures' | 'conversions' | 'landings' | 'epochs'>,
  late: readonly LateMetric[] = [],
): readonly Stratum[] {
  const { landings, epochs } = counts;
  const several = new Set(landings?.exposures.map(({ landing }) => landing)).size > 1;
  const rows = several && landings ? landings : counts;
  const strata = late.reduce(
    (all, metric) => {
      const { of, per, until } = metric;
      const closed = sumUp(variantIds, [of, ...(per === null ? [] : [per])], {
        exposures: rows.exposures.filter(({ day }) => day <= until),
        conversions: rows.conversions.filter(({ day }) => day <= until),
        epochs,
      });
      return all.map((stratum) => withClosed(stratum, metric, closed));
    },
    sumUp(variantIds, metricIds, { ...rows, epochs }),
  );
  return several ? mergeSmallLandings(strata) : strata;
}

/** A stratum whose sums of a late metric are those of the visitors whose window is over. */
function withClosed(
  stratum: Stratum,
  { id, of, per, until }: LateMetric,
  closed: readonly Stratum[],
): Stratum {
  const zeros = () => stratum.visitors.map(() => 0);
  const found = closed.find(
    ({ epoch, landing }) => epoch === stratum.epoch && landing === stratum.landing,
  );
  const sums = found?.metrics[of] ?? { converted: zeros(), sumMinor: zeros(), sumSquares: zeros() };
  const leads = per === null ? {} : { leads: found?.metrics[per]?.converted ?? zeros() };
  const visitors = found?.visitors ?? zeros();
  return {
    ...stratum,
    metrics: {
      ...stratum.metrics,
      [id]: { ...sums, closed: { until, visitors, ...(per === null ? {} : { per }) }, ...leads },
    },
  };
}

type Placed = { readonly landing?: string };

function sumUp(
  variantIds: readonly string[],
  metricIds: readonly string[],
  counts: {
    readonly exposures: readonly (ExposureCount & Placed)[];
    readonly conversions: readonly (ConversionCount & Placed)[];
    readonly epochs: ExperimentCounts['epochs'];
  },
): readonly Stratum[] {
  const zeros = () => variantIds.map(() => 0);
  const strata = new Map<string, Stratum>();
  const stratumOf = ({ epoch, landing }: Placed & { readonly epoch: number }): Stratum => {
    const key = `${epoch} ${landing ?? ''}`;
    const known = strata.get(key);
    if (known) return known;
    const weights = counts.epochs.find((row) => row.epoch === epoch)?.weightsBp;
    const stratum: Stratum = {
      epoch,
      ...(landing === undefined ? {} : { landing }),
      weightsBp: weights ? [...weights] : null,
      visitors: zeros(),
      metrics: Object.fromEntries(
        metricIds.map((id) => [id, { converted: zeros(), sumMinor: zeros(), sumSquares: zeros() }]),
      ),
    };
    strata.set(key, stratum);
    return stratum;
  };
  for (const row of counts.exposures) {
    const column = variantIds.indexOf(row.variantId);
    if (column >= 0) add(stratumOf(row).visitors, column, row.visitors);
  }
  for (const row of counts.conversions) {
    const column = variantIds.indexOf(row.variantId);
    const sums = column < 0 ? undefined : stratumOf(row).metrics[row.metricId];
    if (!sums) continue;
    add(sums.converted, column, row.converted);
    add(sums.sumMinor, column, row.sumMinor);
    add(sums.sumSquares, column, row.sumSquares);
  }
  return [...strata.values()].sort(
    (a, b) => a.epoch - b.epoch || ((a.landing ?? '') < (b.landing ?? '') ? -1 : 1),
  );
}

/** Control and the treatment in `column`, stratum by stratum. */
export function pairStrata(
  strata: readonly Stratum[],
  metricId: string,
  column: number,
): readonly PairStratum[] {
  return strata.map((stratum) => ({
    epoch: stratum.epoch,
    control: armIn(stratum, metricId, 0),
    treatment: armIn(stratum, metricId, column),
  }));
}

/** One variant over all strata. */
export function armOf(strata: readonly Stratum[], metricId: string, column: number): Arm {
  return pooled(strata.map((stratum) => armIn(stratum, metricId, column)));
}

/** Several arms as one. */
export function pooled(arms: readonly Arm[]): Arm {
  return {
    visitors: sum(arms.map(({ visitors }) => visitors)),
    converted: sum(arms.map(({ converted }) => converted)),
    sumMinor: sum(arms.map(({ sumMinor }) => sumMinor)),
    sumSquares: sum(arms.map(({ sumSquares }) => sumSquares)),
    ...(arms.some(({ leads }) => leads !== undefined)
      ? { leads: sum(arms.map(({ leads = 0 }) => leads)) }
      : {}),
  };
}

/** Total of the values; 0 of none. */
export function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}

function armIn({ visitors, metrics }: Stratum, metricId: string, column: number): Arm {
  const sums = metrics[metricId];
  return {
    visitors: (sums?.closed?.visitors ?? visitors)[column] ?? 0,
    converted: sums?.converted[column] ?? 0,
    sumMinor: sums?.sumMinor[column] ?? 0,
    sumSquares: sums?.sumSquares[column] ?? 0,
    ...(sums?.leads === undefined ? {} : { leads: sums.leads[column] ?? 0 }),
  };
}

function add(columns: number[], column: number, value: number): void {
  columns[column] = (columns[column] ?? 0) + value;
}
