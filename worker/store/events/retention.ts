import type { Catalog } from '#experiments/definition/catalog/catalog.ts';
import { metricsKey } from '../counts/counted-metrics.ts';
import { siteDay } from '../operation/site-day.ts';
import { keepCounts, removeDeparting } from './departing.ts';

const DAY_MS = 86_400_000;
/** Exposures that leave in one transaction. */
const EXPOSURES_AT_ONCE = 2_000;
/** Exposures that leave in one run of the cron; the next goes on. */
const MOST_EXPOSURES = 25 * EXPOSURES_AT_ONCE;
/** Rejected payloads are kept for finding out why, not for good. */
const SAMPLE_DAYS = 30;

/** Which rows go: those of an age, up to a number at once. */
type Deletion = {
  readonly now: number;
  readonly linkDays: number;
  /** Most exposures of one call. Default: 50,000, in transactions of 2,000. */
  readonly atMost?: number;
};

/**
 * Once a site day, by the first runs of the cron: what has reached its age goes. A day on which it
 * failed, or on which more was due than one run takes, is gone on with by the next run.
 */
export async function deleteOldRowsDaily(
  db: D1Database,
  catalog: Catalog,
  of: Deletion,
): Promise<void> {
  const day = siteDay(of.now, catalog.site.timeZone);
  const done = await db.prepare('SELECT day FROM retention_days WHERE day = ?1').bind(day).first();
  if (done !== null) return;
  const left = await deleteOldRows(db, catalog, of);
  if (left >= (of.atMost ?? MOST_EXPOSURES)) return;
  await db
    .prepare('INSERT INTO retention_days (day, exposures) VALUES (?1, ?2) ON CONFLICT DO NOTHING')
    .bind(day, left)
    .run();
}

/**
 * Deletes raw rows that were received before `now` − `retention.eventDays`: a row of exactly that
 * age stays, one a millisecond older goes. Rows of visitors who left a lead stay as long as its sale
 * may take (`linkDays`). What exposures have counted is written down first, so that neither the
 * report nor a rebuild changes; it waits for the fold, and for statistics of today's metrics.
 * Idempotent. Answers how many exposures left.
 */
export async function deleteOldRows(
  db: D1Database,
  catalog: Catalog,
  { now, linkDays, atMost = MOST_EXPOSURES }: Deletion,
): Promise<number> {
  const before = now - catalog.site.retention.eventDays * DAY_MS;
  const since = now - linkDays * DAY_MS;
  let left = 0;
  while (left < atMost) {
    const limit = Math.min(EXPOSURES_AT_ONCE, atMost - left);
    const [, chosen] = await db.batch([
      db.prepare('DELETE FROM departing'),
      chooseOldExposures(db, { key: metricsKey(catalog), before, since, limit }),
      ...keepCounts(db, catalog),
      ...removeDeparting(db),
    ]);
    const count = chosen?.meta.changes ?? 0;
    left += count;
    if (count < limit) break;
  }
  await db.batch([
    // A conversion waits until it is folded, and for exposures that are still to leave: a rebuild
    // counts it for them. One whose exposure is younger stays in its totals.
    db
      .prepare(
        `DELETE FROM conversions WHERE received_at < ?1
           AND seq <= (SELECT conversion_seq FROM folds) AND ${NO_LEAD('conversions')}
           AND NOT EXISTS (SELECT 1 FROM exposures AS e
             WHERE e.unit_id = conversions.unit_id AND e.received_at < ?1)`,
      )
      .bind(before, since),
    db
      .prepare(
        `DELETE FROM touchpoint_clicks WHERE touchpoint_event_id IN (
           SELECT event_id FROM touchpoints WHERE received_at < ?1 AND ${NO_LEAD('touchpoints')})`,
      )
      .bind(before, since),
    db
      .prepare(`DELETE FROM touchpoints WHERE received_at < ?1 AND ${NO_LEAD('touchpoints')}`)
      .bind(before, since),
    // A sale that closes later than that finds a lead, but no visitor any more.
    db
      .prepare(
        `UPDATE leads SET unit_id = NULL, view_nonce = NULL
         WHERE unit_id IS NOT NULL AND occurred_at < ?1`,
      )
      .bind(Math.min(before, since)),
    db.prepare('DELETE FROM signals WHERE received_at < ?1').bind(before),
    db
      .prepare('DELETE FROM reject_samples WHERE received_at < ?1')
      .bind(now - SAMPLE_DAYS * DAY_MS),
    db
      .prepare(
        `DELETE FROM consent_answers WHERE answered_at < ?1
           AND NOT EXISTS (SELECT 1 FROM exposures WHERE unit_id = visitor_id)`,
      )
      .bind(before),
  ]);
  return left;
}

/** `?2`: leads since then hold the rows of their visitors. */
const NO_LEAD = (table: string) => `NOT EXISTS (
  SELECT 1 FROM leads AS l WHERE l.unit_id = ${table}.unit_id AND l.occurred_at >= ?2)`;

function chooseOldExposures(
  db: D1Database,
  of: {
    readonly key: string;
    readonly before: number;
    readonly since: number;
    readonly limit: number;
  },
): D1PreparedStatement {
  return db
    .prepare(
      `INSERT INTO departing (exposure_seq)
       SELECT seq FROM exposures
       WHERE received_at < ?1
         AND seq <= (SELECT exposure_seq FROM folds WHERE metrics_key = ?3)
         AND ${NO_LEAD('exposures')}
       ORDER BY seq LIMIT ?4`,
    )
    .bind(of.before, of.since, of.key, of.limit);
}
