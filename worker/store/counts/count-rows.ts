import type { ConsentMode } from '#experiments/definition/settings/site.ts';
import type { ConversionCount, ExposureCount } from '#experiments/report/counts/counts.ts';
import { type Unit, unitOfMode } from '#experiments/report/strata/unit.ts';

/** A row as D1 answers it, and the answers of a batch. */
export type Row = Readonly<Record<string, string | number | null>>;
export type Results = readonly { readonly results: readonly Row[] }[];

/** Rows of one unit; their consent mode says of which. */
export function ofUnit(rows: readonly Row[], unit: Unit | null): readonly Row[] {
  return rows.filter(({ mode }) => unitOfMode(mode as ConsentMode) === unit);
}

/** A row of exposure sums as the domain reads it. */
export function toExposures(row: Row): ExposureCount {
  return { ...cellOf(row), visitors: Number(row.visitors), bots: Number(row.bots) };
}

/** A row of conversion sums as the domain reads it. */
export function toConversions(row: Row): ConversionCount {
  return {
    ...cellOf(row),
    metricId: String(row.metric_id),
    converted: Number(row.converted),
    conversions: Number(row.conversions),
    sumMinor: Number(row.sum_minor),
    sumSquares: Number(row.sum_squares),
  };
}

function cellOf(row: Row): { variantId: string; epoch: number; day: string } {
  return {
    variantId: String(row.variant_id),
    epoch: Number(row.epoch),
    day: String(row.day),
  };
}
