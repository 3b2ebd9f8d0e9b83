import type { Catalog } from '#experiments/definition/catalog/catalog.ts';
import type { LandingCounts } from '#experiments/report/counts/counts.ts';
import type { Unit } from '#experiments/report/strata/unit.ts';
import { ofUnit, type Results, toConversions, toExposures } from './count-rows.ts';
import { countedOf, leftOut, metricsKey } from './counted-metrics.ts';
import {
  CONVERSION_STATISTICS,
  conversionSums,
  EXPOSURE_STATISTICS,
  exposureSums,
} from './fold-sql.ts';

/** Later than any day. */
export const ALL_DAYS_AS_ONE = '9999-12-31';

/**
 * Counts by landing of an experiment with several; no statement for one with a single landing.
 * `from`: the first day that is told apart; the days before it count as that day, because a look
 * at its end or later sees them all.
 */
export function selectLandings(
  db: D1Database,
  catalog: Catalog,
  { experimentId, from }: { readonly experimentId: string; readonly from: string },
): D1PreparedStatement[] {
  const experiment = catalog.experiments.find(({ id }) => id === experimentId);
  if (!experiment || experiment.landings.length < 2) return [];
  const counted = JSON.stringify(countedOf(catalog, { experimentId }));
  const bound = [counted, metricsKey(catalog), leftOut(catalog), experimentId, from] as const;
  return [
    db
      .prepare(
        `SELECT variant_id, epoch, max(day, ?5) AS day, value, mode, sum(visitors) AS visitors,
           sum(bots) AS bots
         FROM (
           SELECT variant_id, epoch, day, value, mode, visitors, bots FROM ${EXPOSURE_STATISTICS} WHERE experiment_id = ?4 AND dimension = 'landing'
           UNION ALL
           SELECT variant_id, epoch, day, value, mode, visitors, bots
           FROM (${exposureSums('tail', ['landing'])}))
         GROUP BY 1, 2, 3, 4, 5 ORDER BY 3, 2, 4, 1`,
      )
      .bind(...bound),
    db
      .prepare(
        `SELECT variant_id, epoch, max(day, ?5) AS day, value, metric_id, mode,
           sum(converted) AS converted, sum(conversions) AS conversions,
           sum(sum_minor) AS sum_minor, sum(sum_squares) AS sum_squares
         FROM (
           SELECT variant_id, epoch, day, value, metric_id, mode, converted, conversions, sum_minor,
             sum_squares
           FROM ${CONVERSION_STATISTICS} WHERE experiment_id = ?4 AND dimension = 'landing'
           UNION ALL
           SELECT variant_id, epoch, day, value, metric_id, mode, converted, conversions, sum_minor,
             sum_squares
           FROM (${conversionSums('tail', ['landing'])}))
         GROUP BY 1, 2, 3, 4, 5, 6 ORDER BY 3, 2, 4, 1, 5`,
      )
      .bind(...bound),
  ];
}

/** The results of `selectLandings`, of one unit. */
export function toLandings([exposures, conversions]: Results, unit: Unit | null): LandingCounts {
  return {
    exposures: ofUnit(exposures?.results ?? [], unit).map((row) => ({
      ...toExposures(row),
      landing: String(row.value),
    })),
    conversions: ofUnit(conversions?.results ?? [], unit).map((row) => ({
      ...toConversions(row),
      landing: String(row.value),
    })),
  };
}
