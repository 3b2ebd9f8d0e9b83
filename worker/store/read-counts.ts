import type { Catalog } from '#experiments/definition/catalog.ts';
import type { ConsentMode } from '#experiments/definition/site.ts';
import type {
  ConversionCount,
  ExperimentCounts,
  ExposureCount,
} from '#experiments/report/counts.ts';
import { EXCLUDING_BITS } from '../visitor/bot.ts';
import { countedMetrics, metricsKey } from './counted-metrics.ts';
import { additionsBetween, CONVERSION_SUMS, EXPOSURE_SUMS, TAIL_BOUNDS } from './fold-sql.ts';
import { selectLedger, toLedger } from './ledger.ts';
import { selectEpochs, toEpoch } from './run-states.ts';

type Row = Record<string, string | number | null>;
type Results = readonly { readonly results: readonly Row[] }[];

/**
 * Everything that a report of one experiment is computed from: folded statistics plus the rows
 * that came since, read in one transaction, so that nothing is counted twice or missed.
 */
export async function readExperimentCounts(
  db: D1Database,
  catalog: Catalog,
  experimentId: string,
  now: number,
): Promise<ExperimentCounts> {
  return toCounts(await db.batch<Row>(selectCounts(db, catalog, experimentId)), now).counts;
}

/** The statements that `toCounts` reads; further ones may follow them in the same batch. */
export function selectCounts(
  db: D1Database,
  catalog: Catalog,
  experimentId: string,
): D1PreparedStatement[] {
  const metrics = JSON.stringify(countedMetrics(catalog, experimentId));
  const key = metricsKey(catalog);
  const folded = `(SELECT metrics_key FROM folds) = ?2 AND experiment_id = ?1 AND dimension = 'all'`;
  return [
    db
      .prepare(
        `SELECT variant_id, epoch, day, mode, sum(visitors) AS visitors, sum(bots) AS bots,
           min(first_at) AS first_at
         FROM (
           SELECT variant_id, epoch, day, mode, visitors, bots, first_at
           FROM exposure_statistics WHERE ${folded}
           UNION ALL
           SELECT variant_id, epoch, day, mode, visitors, bots, first_at
           FROM (WITH ${TAIL_BOUNDS} ${EXPOSURE_SUMS} AND e.experiment_id = ?1
             GROUP BY e.variant_id, e.epoch, e.day, e.mode))
         GROUP BY variant_id, epoch, day, mode ORDER BY day, epoch, variant_id`,
      )
      .bind(experimentId, key, EXCLUDING_BITS),
    db
      .prepare(
        `SELECT variant_id, epoch, day, mode, metric_id, sum(converted) AS converted,
           sum(conversions) AS conversions, sum(sum_minor) AS sum_minor,
           sum(sum_squares) AS sum_squares
         FROM (
           SELECT variant_id, epoch, day, mode, metric_id, converted, conversions, sum_minor,
             sum_squares
           FROM conversion_statistics
           WHERE (SELECT metrics_key FROM folds) = ?2 AND experiment_id = ?4 AND dimension = 'all'
           UNION ALL
           SELECT variant_id, epoch, day, mode, metric_id, converted, conversions, sum_minor,
             sum_squares
           FROM (${additionsBetween('tail')} ${CONVERSION_SUMS}))
         GROUP BY variant_id, epoch, day, mode, metric_id ORDER BY day, epoch, variant_id, metric_id`,
      )
      .bind(metrics, key, EXCLUDING_BITS, experimentId),
    db.prepare(
      `SELECT (SELECT coalesce(max(seq), 0) FROM exposures) AS exposure,
         (SELECT coalesce(max(seq), 0) FROM conversions) AS conversion`,
    ),
    db
      .prepare(
        'SELECT count(DISTINCT unit_id) AS multi FROM multi_exposures WHERE experiment_id = ?1',
      )
      .bind(experimentId),
    selectEpochs(db, experimentId),
    ...selectLedger(db),
  ];
}

/** Exposures of one consent mode. */
type ModeCount = ExposureCount & { readonly mode: ConsentMode };

/**
 * The results of `selectCounts` as plain counts, what else the batch answered, and the exposures
 * with their consent mode.
 */
export function toCounts(
  results: Results,
  now: number,
): {
  readonly counts: ExperimentCounts;
  readonly exposures: readonly ModeCount[];
  readonly rest: Results;
} {
  const [exposed, conversions, watermark, multi, epochs, ledger, rejects, ...rest] = results;
  const firsts = (exposed?.results ?? []).map((row) => Number(row.first_at));
  const exposures = (exposed?.results ?? []).map((row) => ({
    ...cellOf(row),
    visitors: Number(row.visitors),
    bots: Number(row.bots),
    mode: row.mode as ConsentMode,
  }));
  const counts: ExperimentCounts = {
    asOf: now,
    watermark: {
      exposure: Number(watermark?.results[0]?.exposure ?? 0),
      conversion: Number(watermark?.results[0]?.conversion ?? 0),
    },
    exposures: exposures.map(({ mode: _, ...row }) => row),
    conversions: (conversions?.results ?? []).map(toConversions),
    epochs: (epochs?.results ?? []).map(toEpoch),
    multi: Number(multi?.results[0]?.multi ?? 0),
    firstExposureAt: firsts.length > 0 ? Math.min(...firsts) : null,
    modes: [...new Set(exposures.map(({ mode }) => mode))],
    ledger: toLedger(ledger?.results[0], rejects?.results ?? []),
  };
  return { counts, exposures, rest };
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
