import type { Booking } from '#experiments/revenue/bookings.ts';
import type { Credit } from '#experiments/revenue/credit.ts';
import type { DealState } from '#experiments/revenue/deal-state.ts';
import type { Entries, LeftOut } from '#experiments/revenue/entries.ts';
import { attempt } from '../operation/attempt.ts';
import type { DealKey } from './due-deals.ts';

/** What a deal has become, and the conversions that this adds. */
export type DealBooking = DealKey & {
  /** The one that it was computed from. */
  readonly version: number;
  readonly marks: number;
  readonly credit: Credit | null;
  readonly state: DealState;
  readonly booked: Entries;
  readonly leftOut: readonly LeftOut[];
  readonly rows: readonly (Booking & { readonly currency: string | null })[];
};

/**
 * Books deals, all in one transaction. A deal that somebody else booked since it was read is left
 * alone and stays due; the others' conversions are added together with what says that they were.
 * Answers those that were left alone.
 */
export async function bookDeals(
  db: D1Database,
  deals: readonly DealBooking[],
  by: {
    /** Known to this booking alone. */
    readonly bookingId: string;
    /** See `deals.booked_under`. */
    readonly rules: string;
    readonly now: number;
  },
): Promise<readonly DealKey[]> {
  const results = await attempt(() =>
    db.batch<{ source: string; deal_id: string }>([
      ...deals.flatMap((deal) => dealStatements(db, deal, by)),
      db
        .prepare(
          `SELECT value ->> 'source' AS source, value ->> 'dealId' AS deal_id FROM json_each(?1)
           WHERE NOT EXISTS (SELECT 1 FROM deals AS d WHERE d.source = value ->> 'source'
             AND d.deal_id = value ->> 'dealId' AND d.booking_id = ?2)`,
        )
        .bind(
          JSON.stringify(deals.map(({ source, dealId }) => ({ source, dealId }))),
          by.bookingId,
        ),
    ]),
  );
  return (results.at(-1)?.results ?? []).map((row) => ({
    source: row.source,
    dealId: row.deal_id,
  }));
}

function dealStatements(
  db: D1Database,
  deal: DealBooking,
  by: { readonly bookingId: string; readonly rules: string; readonly now: number },
): D1PreparedStatement[] {
  const { source, dealId, version } = deal;
  const statements = [
    db
      .prepare(
        `INSERT INTO deals (source, deal_id, lead_id, unit_id, state, booked, left_out, version,
           changed_at, booking_id, booked_under)
         SELECT ?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8 + 1, ?9, ?10, ?11 WHERE true
         ON CONFLICT (source, deal_id) DO UPDATE SET lead_id = excluded.lead_id,
           unit_id = excluded.unit_id, state = excluded.state, booked = excluded.booked,
           left_out = excluded.left_out, version = excluded.version,
           changed_at = excluded.changed_at, booking_id = excluded.booking_id,
           booked_under = excluded.booked_under
         WHERE version = ?8`,
      )
      .bind(
        source,
        dealId,
        deal.credit?.leadId ?? null,
        deal.credit?.unitId ?? null,
        JSON.stringify(deal.state),
        JSON.stringify(deal.booked),
        JSON.stringify(deal.leftOut),
        version,
        by.now,
        by.bookingId,
        by.rules,
      ),
    db
      .prepare(
        `DELETE FROM deals_due WHERE source = ?1 AND deal_id = ?2 AND marks = ?3
           AND EXISTS (SELECT 1 FROM deals AS d
             WHERE d.source = ?1 AND d.deal_id = ?2 AND d.booking_id = ?4)`,
      )
      .bind(source, dealId, deal.marks, by.bookingId),
  ];
  if (deal.rows.length === 0) return statements;
  const rows = deal.rows.map((row) => ({
    ...row,
    eventId: `deal:${source}:${dealId}:${row.metricId}:${version + 1}:${row.quantity}`,
  }));
  return [
    ...statements,
    db
      .prepare(
        `INSERT INTO conversions (event_id, unit_id, metric_id, view_nonce, landing, occurred_at,
           received_at, value_minor, currency, quantity)
         SELECT value ->> 'eventId', value ->> 'unitId', value ->> 'metricId',
           value ->> 'viewNonce', value ->> 'landing', value ->> 'at', ?2, value ->> 'minor',
           value ->> 'currency', value ->> 'quantity'
         FROM json_each(?1)
         WHERE EXISTS (SELECT 1 FROM deals AS d
           WHERE d.source = ?3 AND d.deal_id = ?4 AND d.booking_id = ?5)
         ON CONFLICT (event_id) DO NOTHING`,
      )
      .bind(JSON.stringify(rows), by.now, source, dealId, by.bookingId),
  ];
}

/** Marks deals as due that were booked by other metrics or rates than today's; answers how many. */
export async function markOutdated(db: D1Database, rules: string, limit: number): Promise<number> {
  const { meta } = await db
    .prepare(
      `INSERT INTO deals_due (source, deal_id, marks)
       SELECT source, deal_id, 1 FROM (
         SELECT source, deal_id FROM deals WHERE booked_under < ?1
         UNION ALL SELECT source, deal_id FROM deals WHERE booked_under > ?1)
       WHERE true LIMIT ?2
       ON CONFLICT DO NOTHING`,
    )
    .bind(rules, limit)
    .run();
  return meta.changes;
}
