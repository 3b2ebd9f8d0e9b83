import type { Catalog } from '#experiments/definition/catalog/catalog.ts';
import type { Act, MonthAlert } from '#experiments/programme/month-of.ts';
import { siteDay } from '../operation/site-day.ts';
import { countedOf, leftOut, metricsKey } from './counted-metrics.ts';
import {
  CONVERSION_STATISTICS,
  conversionSums,
  EXPOSURE_STATISTICS,
  exposureSums,
} from './fold-sql.ts';

const OF_CATALOG = `experiment_id IN (SELECT value ->> 'id' FROM json_each(?1, '$.experiments'))`;

/**
 * The statements behind the programme, in this order: exposures and conversions by experiment and
 * day (folded and since), epochs, states, the last look of each definition, and how many looks of
 * each month decided what. Six, however many experiments there are.
 */
export function selectProgramme(db: D1Database, catalog: Catalog): D1PreparedStatement[] {
  const bound = [
    JSON.stringify(countedOf(catalog)),
    metricsKey(catalog),
    leftOut(catalog),
  ] as const;
  return [
    db
      .prepare(
        `SELECT experiment_id, variant_id, epoch, day, mode, sum(visitors) AS visitors,
           sum(bots) AS bots
         FROM (
           SELECT experiment_id, variant_id, epoch, day, mode, visitors, bots
           FROM ${EXPOSURE_STATISTICS} WHERE ${OF_CATALOG} AND dimension = 'all'
           UNION ALL
           SELECT experiment_id, variant_id, epoch, day, mode, visitors, bots
           FROM (${exposureSums('tail', ['all'])}))
         GROUP BY 1, 2, 3, 4, 5 ORDER BY day, epoch, variant_id`,
      )
      .bind(...bound),
    db
      .prepare(
        `SELECT experiment_id, variant_id, epoch, day, mode, metric_id, sum(converted) AS converted,
           sum(conversions) AS conversions, sum(sum_minor) AS sum_minor,
           sum(sum_squares) AS sum_squares
         FROM (
           SELECT experiment_id, variant_id, epoch, day, mode, metric_id, converted, conversions,
             sum_minor, sum_squares
           FROM ${CONVERSION_STATISTICS} WHERE ${OF_CATALOG} AND dimension = 'all'
           UNION ALL
           SELECT experiment_id, variant_id, epoch, day, mode, metric_id, converted, conversions,
             sum_minor, sum_squares
           FROM (${conversionSums('tail', ['all'])}))
         GROUP BY 1, 2, 3, 4, 5, 6 ORDER BY day, epoch, variant_id, metric_id`,
      )
      .bind(...bound),
    db.prepare(
      `SELECT experiment_id, epoch, weights_bp, allocation_bp, effective_at FROM epochs
       WHERE cancelled_at IS NULL ORDER BY experiment_id, epoch`,
    ),
    db.prepare('SELECT experiment_id, state, changed_at, winner FROM experiment_states'),
    // With max() SQLite takes the other columns from the row that holds it:
    // https://www.sqlite.org/lang_select.html#bareagg
    db.prepare(
      `SELECT experiment_id, fingerprint, max(day) AS day, taken_at, exposure_seq, conversion_seq,
         decided
       FROM looks GROUP BY experiment_id, fingerprint`,
    ),
    db.prepare(
      `SELECT experiment_id, fingerprint, substr(day, 1, 7) AS month, decision,
         decided ->> '$.decision.reason' AS reason, min(day) AS first_day, count(*) AS days
       FROM looks GROUP BY 1, 2, 3, 4, 5 ORDER BY first_day`,
    ),
  ];
}

/** Moments from inclusive, until exclusive, in epoch milliseconds. */
type Between = { readonly from: number; readonly until: number };

/** What people did from the report in a time, the oldest first; notes and share links left out. */
export function selectActs(db: D1Database, { from, until }: Between): D1PreparedStatement {
  return db
    .prepare(
      `SELECT acted_at, actor, experiment_id, action, after_state, reason FROM audit_entries
       WHERE acted_at >= ?1 AND acted_at < ?2
         AND action IN ('pause', 'resume', 'end', 'epoch', 'ramp', 'bandit', 'fixed')
       ORDER BY seq LIMIT 500`,
    )
    .bind(from, until);
}

/** Alerts that were raised or still seen in a time, but for verdicts, the oldest first. */
export function selectMonthAlerts(db: D1Database, { from, until }: Between): D1PreparedStatement {
  return db
    .prepare(
      `SELECT kind, experiment_id, sentence, raised_at, seen_at FROM alerts
       WHERE raised_at < ?2 AND seen_at >= ?1 AND kind <> 'verdict'
       ORDER BY raised_at, alert_id LIMIT 500`,
    )
    .bind(from, until);
}

type Row = Readonly<Record<string, unknown>>;

/** A row of `selectActs`; `titles` by experiment, which may be gone from the catalog. */
export function toAct(row: Row, titles: ReadonlyMap<string, string>): Act {
  const id = String(row.experiment_id);
  return {
    id,
    title: titles.get(id) ?? id,
    actedAt: Number(row.acted_at),
    actor: String(row.actor),
    action: String(row.action),
    after: String(row.after_state),
    reason: String(row.reason),
  };
}

/** A row of `selectMonthAlerts`. */
export function toMonthAlert(row: Row, timeZone: string): MonthAlert {
  return {
    kind: row.kind as MonthAlert['kind'],
    experimentId: row.experiment_id as string | null,
    sentence: String(row.sentence),
    firstDay: siteDay(Number(row.raised_at), timeZone),
    lastDay: siteDay(Number(row.seen_at), timeZone),
  };
}
