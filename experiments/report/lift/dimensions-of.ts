import type { DimensionCell, DimensionReport, Dimensions } from '../../contract/dimension.ts';
import type { Lift } from '../../contract/interval.ts';
import type { Refusal } from '../../contract/refusal.ts';
import type { CatalogExperiment } from '../../definition/catalog/catalog.ts';
import type { Metric } from '../../definition/metric/metric.ts';
import type { ExperimentCounts } from '../counts/counts.ts';
import { closedUntil, dayOfCounts, isLate } from '../decision/late.ts';
import { CELL_PLAN_SHARE } from '../decision/thresholds.ts';
import { armOf, pairStrata } from '../strata/strata.ts';
import { planOf } from './comparisons.ts';
import { type DimensionTable, dimensionTables, type TableCell } from './dimension-tables.ts';
import { withFamily } from './family.ts';
import { heterogeneityOf } from './heterogeneity.ts';
import { liftOf } from './lift.ts';
import { simpsonOf } from './simpson.ts';

/**
 * The primary metric by source, campaign, keyword and so on: visitors, conversions and the lift of
 * every value, with intervals that hold for all values of all dimensions at once (Holm), because
 * whoever looks at many values finds one that shines by chance. They are for questions, never for
 * a verdict. Null when the counts by dimension were not read or the metric is unknown.
 *
 * Values are counted over all days, so of a late stage nothing is compared before every window is
 * over. The intervals are the always-valid ones of the report, tuned to a tenth of the plan: a share
 * fixed beforehand, since a value has a part of the visitors.
 */
export function dimensionsOf(
  definition: Pick<CatalogExperiment, 'variants' | 'plan' | 'assignedBy'>,
  counts: ExperimentCounts,
  { primary, mixed }: { readonly primary: Metric | undefined; readonly mixed: boolean },
): Dimensions | null {
  if (!counts.dimensions || !primary) return null;
  const ids = definition.variants.map(({ id }) => id);
  const open = hasOpenWindows(primary, counts);
  const tables = dimensionTables(ids, primary.id, {
    ...counts,
    dimensions: counts.dimensions,
  }).filter(({ dimension }) => !open || dimension !== 'weekday');
  const compared = mixed || open ? [] : tables.filter(({ cells }) => cells.length > 1);
  const { visitors } = definition.plan;
  const nStar = visitors === undefined ? null : Math.max(1, Math.round(visitors * CELL_PLAN_SHARE));
  const liftsAt = (alpha: number) =>
    compared.flatMap(({ cells }) =>
      cells.flatMap(({ strata }) =>
        ids.slice(1).map((_, index) => {
          const column = index + 1;
          const plan = planOf(definition, { strata, column, alpha });
          return liftOf(primary.type, pairStrata(strata, primary.id, column), { ...plan, nStar });
        }),
      ),
    );
  const { alpha } = definition.plan;
  const alone = liftsAt(alpha);
  const joint = alone.length > 1 ? liftsAt(alpha / alone.length) : [];
  const lifts = withFamily(alone, { correction: 'holm', alpha, joint });
  let next = 0;
  const take = () => {
    const taken = lifts.slice(next, next + ids.length - 1);
    next += taken.length;
    return taken;
  };
  return {
    metric: primary.id,
    family: lifts.length,
    nStar,
    dimensions: tables.map((table): DimensionReport => {
      const shown = compared.includes(table);
      const cells = table.cells.map((cell) =>
        cellOf(cell, { ids, metricId: primary.id, lifts: shown ? take() : [] }),
      );
      return {
        dimension: table.dimension,
        cells,
        restValues: table.restValues,
        restOpen: table.restOpen,
        ...checksOf(table, { ids, metric: primary, cells: shown ? cells : [] }),
      };
    }),
  };
}

/** Whether some of the visitors may still reach a late stage. */
function hasOpenWindows(primary: Metric, counts: ExperimentCounts): boolean {
  const day = dayOfCounts(counts);
  if (day === null || !isLate(primary)) return false;
  const until = closedUntil(day, primary.windowDays);
  return counts.exposures.some((row) => row.day > until);
}

function cellOf(
  { kind, value, strata }: TableCell,
  of: {
    readonly ids: readonly string[];
    readonly metricId: string;
    readonly lifts: readonly (Lift | Refusal)[];
  },
): DimensionCell {
  const { ids, metricId, lifts } = of;
  const arms = ids.map((_, column) => armOf(strata, metricId, column));
  return {
    kind,
    value,
    visitors: arms.map((arm) => arm.visitors),
    converted: arms.map((arm) => arm.converted),
    epochs: strata.map(({ epoch, visitors, metrics }) => {
      const { converted = [], sumMinor = [], sumSquares = [] } = metrics[metricId] ?? {};
      return { epoch, visitors, converted, sumMinor, sumSquares };
    }),
    lifts: [...lifts],
  };
}

function checksOf(
  { cells: tableCells }: DimensionTable,
  of: {
    readonly ids: readonly string[];
    readonly metric: Metric;
    readonly cells: readonly DimensionCell[];
  },
): Pick<DimensionReport, 'simpson' | 'heterogeneity'> {
  const { ids, metric, cells } = of;
  if (cells.length < 2) return { simpson: [], heterogeneity: [] };
  const treatments = ids.slice(1).map((variant, index) => ({
    variant,
    cells: tableCells.map(({ strata }) => pairStrata(strata, metric.id, index + 1)),
    lifts: cells.flatMap(({ lifts }) => lifts[index] ?? []),
  }));
  return {
    simpson: treatments.map(({ variant, ...rest }) => ({
      variant,
      ...simpsonOf(metric.type, rest),
    })),
    heterogeneity: treatments.flatMap(({ variant, cells: pairs }) => {
      const found = metric.type === 'proportion' ? heterogeneityOf(pairs) : null;
      return found ? [{ variant, ...found }] : [];
    }),
  };
}
