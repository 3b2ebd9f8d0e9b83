import type { Catalog } from '#experiments/definition/catalog/catalog.ts';
import { countedOf, leftOut, metricsKey } from './counted-metrics.ts';
import { FOLDED } from './dimension-sql.ts';
import { conversionSums, exposureSums, FOLD_ADDITIONS, NEW_VALUES, USABLE } from './fold-sql.ts';

/** Rows of each kind that one transaction folds; a query may take 30 s at most. */
const ROWS_PER_FOLD = 20_000;

/**
 * Brings the statistics up to the newest raw row, in transactions of bounded size. Safe to run
 * twice, late or at the same time: each transaction starts where the last one ended. Statistics
 * made under other metrics, windows or caps are dropped first and built anew.
 * Answers how many transactions did work.
 */
export async function fold(db: D1Database, catalog: Catalog, now: number): Promise<number> {
  await dropStale(db, metricsKey(catalog));
  for (let folds = 0; ; folds++) {
    if (!(await foldOnce(db, catalog, now))) return folds;
  }
}

/** Drops all statistics; the next fold rebuilds them from the raw rows. */
export async function dropStatistics(db: D1Database): Promise<void> {
  await dropStale(db, '');
}

/** What was counted of raw rows that are gone is where a rebuild starts. */
const FROM_KEPT = [
  `INSERT INTO exposure_statistics (experiment_id, variant_id, epoch, day, mode, dimension, value,
     visitors, bots, first_at)
   SELECT experiment_id, variant_id, epoch, day, mode, dimension, value, visitors, bots, first_at
   FROM kept_exposure_statistics`,
  `INSERT INTO conversion_statistics (experiment_id, variant_id, epoch, day, mode, dimension, value,
     metric_id, converted, conversions, sum_minor, sum_squares)
   SELECT experiment_id, variant_id, epoch, day, mode, dimension, value, metric_id, converted,
     conversions, sum_minor, sum_squares FROM kept_conversion_statistics`,
  `INSERT INTO dimension_values (experiment_id, dimension, value, first_seq)
   SELECT experiment_id, dimension, value, first_seq FROM kept_dimension_values`,
];

async function dropStale(db: D1Database, key: string): Promise<void> {
  const stale = "(SELECT metrics_key FROM folds) <> ?1 OR ?1 = ''";
  await db.batch([
    db.prepare(`DELETE FROM exposure_statistics WHERE ${stale}`).bind(key),
    db.prepare(`DELETE FROM conversion_statistics WHERE ${stale}`).bind(key),
    db.prepare(`DELETE FROM visitor_totals WHERE ${stale}`).bind(key),
    db.prepare(`DELETE FROM dimension_values WHERE ${stale}`).bind(key),
    ...FROM_KEPT.map((insert) => db.prepare(`${insert} WHERE ${stale}`).bind(key)),
    db
      .prepare(
        `UPDATE folds SET exposure_seq = 0, conversion_seq = 0, metrics_key = ?1
         WHERE metrics_key <> ?1 OR ?1 = ''`,
      )
      .bind(key),
  ]);
}

async function foldOnce(db: D1Database, catalog: Catalog, now: number): Promise<boolean> {
  const counted = JSON.stringify(countedOf(catalog));
  const key = metricsKey(catalog);
  const results = await db.batch([
    // How far this fold goes. A fold under other metrics than the statistics' own goes nowhere.
    db
      .prepare(
        `UPDATE folds SET
           next_exposure_seq = min(exposure_seq + ?2, (SELECT coalesce(max(seq), 0) FROM exposures)),
           next_conversion_seq =
             min(conversion_seq + ?2, (SELECT coalesce(max(seq), 0) FROM conversions))
         WHERE metrics_key = ?1`,
      )
      .bind(key, ROWS_PER_FOLD),
    db
      .prepare(
        `INSERT INTO dimension_values (experiment_id, dimension, value, first_seq)
         SELECT experiment_id, dimension, value, first_seq FROM (${NEW_VALUES}) WHERE ${USABLE}`,
      )
      .bind(counted, key, leftOut(catalog)),
    db
      .prepare(
        `INSERT INTO exposure_statistics (experiment_id, variant_id, epoch, day, mode, dimension,
           value, visitors, bots, first_at)
         SELECT experiment_id, variant_id, epoch, day, mode, dimension, value, visitors, bots,
           first_at
         FROM (${exposureSums('fold', FOLDED)}) WHERE ${USABLE}
         ON CONFLICT DO UPDATE SET visitors = visitors + excluded.visitors,
           bots = bots + excluded.bots, first_at = min(first_at, excluded.first_at)`,
      )
      .bind(counted, key, leftOut(catalog)),
    db
      .prepare(
        `INSERT INTO conversion_statistics (experiment_id, variant_id, epoch, day, mode, dimension,
           value, metric_id, converted, conversions, sum_minor, sum_squares)
         SELECT experiment_id, variant_id, epoch, day, mode, dimension, value, metric_id, converted,
           conversions, sum_minor, sum_squares
         FROM (${conversionSums('fold', FOLDED)}) WHERE ${USABLE}
         ON CONFLICT DO UPDATE SET converted = converted + excluded.converted,
           conversions = conversions + excluded.conversions,
           sum_minor = sum_minor + excluded.sum_minor,
           sum_squares = sum_squares + excluded.sum_squares`,
      )
      .bind(counted, key, leftOut(catalog)),
    db
      .prepare(
        `INSERT INTO visitor_totals (unit_id, experiment_id, metric_id, conversions, value_minor)
         SELECT unit_id, experiment_id, metric_id, conversions, value_minor
         FROM (${FOLD_ADDITIONS}) WHERE ${USABLE}
         ON CONFLICT DO UPDATE SET conversions = conversions + excluded.conversions,
           value_minor = value_minor + excluded.value_minor`,
      )
      .bind(counted, key),
    db
      .prepare(
        `UPDATE folds SET exposure_seq = next_exposure_seq, conversion_seq = next_conversion_seq,
           folded_at = ?2
         WHERE metrics_key = ?1
           AND (next_exposure_seq > exposure_seq OR next_conversion_seq > conversion_seq)`,
      )
      .bind(key, now),
  ]);
  return (results.at(-1)?.meta.changes ?? 0) > 0;
}
