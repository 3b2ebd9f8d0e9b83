import { attempt } from '../operation/attempt.ts';
import { dueInsert } from './match-sql.ts';
import { type StageRow, tieStages } from './record-stages.ts';

/** An event whose sender's CRM is to be asked. */
export type DueLookup = {
  readonly source: string;
  readonly eventId: string;
  readonly dealId: string;
  readonly stage: string;
  readonly occurredAt: number;
  readonly amountMinor: number | null;
  readonly currency: string | null;
  readonly tries: number;
};

type Row = Readonly<Record<string, string | number | null>>;

/** Events that are due to be asked about, the longest waiting first. */
export async function dueLookups(
  db: D1Database,
  { now, limit }: { readonly now: number; readonly limit: number },
): Promise<readonly DueLookup[]> {
  const { results } = await db
    .prepare(
      `SELECT source, event_id, deal_id, stage, occurred_at, amount_minor, currency, lookup_tries
       FROM stage_events WHERE lookup_at <= ?1 ORDER BY lookup_at LIMIT ?2`,
    )
    .bind(now, limit)
    .all<Row>();
  return results.map((row) => ({
    source: String(row.source),
    eventId: String(row.event_id),
    dealId: String(row.deal_id),
    stage: String(row.stage),
    occurredAt: Number(row.occurred_at),
    amountMinor: row.amount_minor === null ? null : Number(row.amount_minor),
    currency: row.currency === null ? null : String(row.currency),
    tries: Number(row.lookup_tries),
  }));
}

/** Adds what a CRM said, ties the events by it and marks their deals as due. */
export async function completeEvents(
  db: D1Database,
  rows: readonly StageRow[],
  now: number,
): Promise<void> {
  const json = JSON.stringify(rows);
  const given = "(SELECT value ->> 'source', value ->> 'eventId' FROM json_each(?1))";
  await attempt(() =>
    db.batch([
      db
        .prepare(
          `UPDATE stage_events AS e SET lookup_at = NULL, lookup_error = NULL,
             amount_minor = coalesce(e.amount_minor, j.value ->> 'amountMinor'),
             currency = coalesce(e.currency, j.value ->> 'currency'),
             record_id = coalesce(e.record_id, j.value ->> 'recordId'),
             further_records =
               coalesce(e.further_records, nullif(j.value -> 'furtherRecords', '[]')),
             email_key = coalesce(e.email_key, j.value ->> '$.emailKeys[0]'),
             email_keys = coalesce(e.email_keys, nullif(j.value -> 'emailKeys', '[]'))
           FROM json_each(?1) AS j
           WHERE e.source = j.value ->> 'source' AND e.event_id = j.value ->> 'eventId'`,
        )
        .bind(json),
      ...tieStages(db, json, now),
      db
        .prepare(dueInsert(`SELECT * FROM stage_events WHERE (source, event_id) IN ${given}`))
        .bind(json),
    ]),
  );
}

/** Puts a lookup off after a failure, or ends it where `nextAt` is null. */
export async function failLookups(
  db: D1Database,
  events: readonly {
    readonly source: string;
    readonly eventId: string;
    readonly nextAt: number | null;
  }[],
  error: string,
): Promise<void> {
  await db
    .prepare(
      `UPDATE stage_events AS e SET lookup_at = j.value ->> 'nextAt', lookup_error = ?2,
         lookup_tries = e.lookup_tries + 1
       FROM json_each(?1) AS j
       WHERE e.source = j.value ->> 'source' AND e.event_id = j.value ->> 'eventId'`,
    )
    .bind(JSON.stringify(events), error.slice(0, 300))
    .run();
}
