import type { Dimension } from '#experiments/contract/dimension.ts';
import type { Catalog } from '#experiments/definition/catalog/catalog.ts';
import type { DimensionCounts, DimensionKey } from '#experiments/report/counts/counts.ts';
import type { Unit } from '#experiments/report/strata/unit.ts';
import { ofUnit, type Results, type Row } from './count-rows.ts';
import { countedOf, leftOut, metricsKey } from './counted-metrics.ts';
import { FOLDED, OTHER_VALUE } from './dimension-sql.ts';
import {
  CONVERSION_STATISTICS,
  conversionSums,
  EXPOSURE_STATISTICS,
  exposureSums,
} from './fold-sql.ts';

/** What a report breaks an experiment down by, the stored bot reasons among it; days of the week follow from the days. */
const READ = FOLDED.filter((name) => name !== 'all' && name !== 'fingerprint');
const LIST = READ.map((name) => `'${name}'`).join(', ');

/** Counts of one experiment by dimension over all days, conversions of the primary metric. */
export function selectDimensions(
  db: D1Database,
  catalog: Catalog,
  experimentId: string,
): D1PreparedStatement[] {
  const primary = catalog.experiments.find(({ id }) => id === experimentId)?.primary ?? '';
  const only = { experimentId, metricIds: [primary] };
  const counted = JSON.stringify(countedOf(catalog, only));
  const bound = [counted, metricsKey(catalog), leftOut(catalog), experimentId] as const;
  return [
    db
      .prepare(
        `SELECT dimension, value, variant_id, epoch, mode, sum(visitors) AS visitors, sum(bots) AS bots
         FROM (
           SELECT dimension, value, variant_id, epoch, mode, visitors, bots FROM ${EXPOSURE_STATISTICS} WHERE experiment_id = ?4 AND dimension IN (${LIST})
           UNION ALL
           SELECT dimension, value, variant_id, epoch, mode, visitors, bots
           FROM (${exposureSums('tail', READ)}))
         GROUP BY 1, 2, 3, 4, 5 ORDER BY 1, 2, 4, 3`,
      )
      .bind(...bound),
    db
      .prepare(
        `SELECT dimension, value, variant_id, epoch, mode, sum(converted) AS converted,
           sum(sum_minor) AS sum_minor, sum(sum_squares) AS sum_squares
         FROM (
           SELECT dimension, value, variant_id, epoch, mode, converted, sum_minor, sum_squares
           FROM ${CONVERSION_STATISTICS} WHERE experiment_id = ?4 AND dimension IN (${LIST}) AND metric_id = ?5
           UNION ALL
           SELECT dimension, value, variant_id, epoch, mode, converted, sum_minor, sum_squares
           FROM (${conversionSums('tail', READ)}))
         GROUP BY 1, 2, 3, 4, 5 ORDER BY 1, 2, 4, 3`,
      )
      .bind(...bound, primary),
  ];
}

/** The results of `selectDimensions`, of one unit. */
export function toDimensions(
  [exposures, conversions]: Results,
  unit: Unit | null,
): DimensionCounts {
  return {
    exposures: ofUnit(exposures?.results ?? [], unit)
      .filter(byDimension)
      .map((row) => ({
        ...keyOf(row),
        visitors: Number(row.visitors),
        bots: Number(row.bots),
      })),
    conversions: ofUnit(conversions?.results ?? [], unit)
      .filter(byDimension)
      .map((row) => ({
        ...keyOf(row),
        converted: Number(row.converted),
        sumMinor: Number(row.sum_minor),
        sumSquares: Number(row.sum_squares),
      })),
  };
}

const byDimension = ({ dimension }: Row) => dimension !== 'bots';

function keyOf(row: Row): DimensionKey {
  return {
    dimension: row.dimension as Dimension,
    value: row.value === OTHER_VALUE ? null : String(row.value),
    variantId: String(row.variant_id),
    epoch: Number(row.epoch),
  };
}
