import type { Dimension } from '../../contract/dimension.ts';
import { DIMENSIONS } from '../../contract/dimension-names.ts';
import type { Stratum } from '../../contract/stratum.ts';
import type { DimensionCounts, ExperimentCounts } from '../counts/counts.ts';
import { weekdayOf } from '../decision/civil-day.ts';
import { CELL_VISITORS, CELLS_SHOWN } from '../decision/thresholds.ts';
import { strataOf, sum } from '../strata/strata.ts';

/** One value of a dimension with its sums by epoch. */
export type TableCell = {
  readonly kind: 'value' | 'unknown' | 'rest';
  readonly value: string;
  readonly strata: readonly Stratum[];
};

/** A dimension with the values that can be shown, by visitors; what is not known and the rest last. */
export type DimensionTable = {
  readonly dimension: Dimension;
  readonly cells: readonly TableCell[];
  readonly restValues: number;
  /** Whether the rest also holds values that were never told apart. */
  readonly restOpen: boolean;
};

type Rows = {
  readonly exposures: readonly Row[];
  readonly conversions: readonly (Row & {
    readonly converted: number;
    readonly sumMinor: number;
    readonly sumSquares: number;
  })[];
};
type Row = {
  readonly value: string | null;
  readonly variantId: string;
  readonly epoch: number;
  readonly visitors?: number;
};

/**
 * The counts by dimension, small values together: a value stands alone when every variant has at
 * least 100 visitors of it, and at most 50 do, those with the most visitors. Both rules were fixed
 * beforehand and know visitors only, never who converted.
 */
export function dimensionTables(
  variantIds: readonly string[],
  metricId: string,
  counts: Pick<ExperimentCounts, 'exposures' | 'conversions' | 'epochs'> & {
    readonly dimensions: DimensionCounts;
  },
): readonly DimensionTable[] {
  return DIMENSIONS.flatMap((dimension) => {
    const rows = rowsOf(dimension, metricId, counts);
    if (rows.exposures.length === 0) return [];
    const names = [...new Set(rows.exposures.map(({ value }) => value))];
    const exposures = Map.groupBy(rows.exposures, ({ value }) => value);
    const conversions = Map.groupBy(rows.conversions, ({ value }) => value);
    const strataFor = (values: readonly (string | null)[]) =>
      strataOf(variantIds, [metricId], {
        epochs: counts.epochs,
        exposures: values.flatMap((value) =>
          (exposures.get(value) ?? []).map((row) => ({
            ...row,
            day: '',
            visitors: row.visitors ?? 0,
            bots: 0,
          })),
        ),
        conversions: values.flatMap((value) =>
          (conversions.get(value) ?? []).map((row) => ({
            ...row,
            day: '',
            metricId,
            conversions: row.converted,
          })),
        ),
      });
    const known = names.filter((name) => name !== null);
    const measured = known.map((value) => {
      const strata = strataFor([value]);
      return { value, strata, columns: columnsOf(strata, variantIds.length) };
    });
    const alone = measured
      .filter(({ columns }) => columns.every((visitors) => visitors >= CELL_VISITORS))
      .sort((a, b) => sum(b.columns) - sum(a.columns) || (a.value < b.value ? -1 : 1))
      .slice(0, CELLS_SHOWN)
      .sort((a, b) => Number(a.value === '') - Number(b.value === ''));
    const shown = new Set(alone.map(({ value }) => value));
    const rest = names.filter((name) => name === null || !shown.has(name));
    const restStrata = strataFor(rest).filter(({ visitors }) => sum(visitors) > 0);
    const cells = alone.map(
      ({ value, strata }): TableCell => ({
        kind: value === '' ? 'unknown' : 'value',
        value,
        strata,
      }),
    );
    if (dimension === 'weekday') cells.sort((a, b) => Number(a.value) - Number(b.value));
    return [
      {
        dimension,
        cells: [
          ...cells,
          ...(restStrata.length > 0
            ? [{ kind: 'rest' as const, value: '', strata: restStrata }]
            : []),
        ],
        restValues: rest.filter((name) => name !== null && name !== '').length,
        restOpen: rest.includes(null),
      },
    ];
  });
}

function columnsOf(strata: readonly Stratum[], width: number): readonly number[] {
  return Array.from({ length: width }, (_, column) =>
    sum(strata.map(({ visitors }) => visitors[column] ?? 0)),
  );
}

/** Rows of one dimension. Days of the week follow from the days. */
function rowsOf(
  dimension: Dimension,
  metricId: string,
  counts: Pick<ExperimentCounts, 'exposures' | 'conversions'> & {
    readonly dimensions: DimensionCounts;
  },
): Rows {
  if (dimension !== 'weekday') {
    const { exposures, conversions } = counts.dimensions;
    return {
      exposures: exposures.filter((row) => row.dimension === dimension),
      conversions: conversions.filter((row) => row.dimension === dimension),
    };
  }
  return {
    exposures: counts.exposures.map((row) => ({ ...row, value: String(weekdayOf(row.day)) })),
    conversions: counts.conversions
      .filter((row) => row.metricId === metricId)
      .map((row) => ({ ...row, value: String(weekdayOf(row.day)) })),
  };
}
