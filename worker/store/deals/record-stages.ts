import { bookInsert, bookRejects } from '../events/ledger.ts';
import type { RejectRow } from '../events/rows.ts';
import { attempt } from '../operation/attempt.ts';
import { type DueDeal, selectDueDeals, toDeals } from './due-deals.ts';
import { bestMatches, dueInsert, matchUpdate } from './match-sql.ts';

/** One stage event as the store takes it. */
export type StageRow = {
  readonly source: string;
  readonly eventId: string;
  /** '' where the event is about the lead alone. */
  readonly dealId: string;
  readonly stage: string;
  readonly occurredAt: number;
  readonly receivedAt: number;
  readonly amountMinor: number | null;
  readonly currency: string | null;
  readonly handoff: string | null;
  readonly recordId: string | null;
  readonly furtherRecords: readonly string[];
  readonly givenLeadId: string | null;
  /** See `emailKeys`. */
  readonly emailKeys: readonly string[];
  /** Whom a hand-off that is ours names; null without one. */
  readonly visitor: {
    readonly unitId: string;
    readonly viewNonce: string;
    readonly since: number;
  } | null;
  /** When the CRM is to be asked again for what is missing; null: never. */
  readonly lookupAt: number | null;
};

/** What became of one event. */
export type StageVerdict = {
  readonly eventId: string;
  /** It was on record before. */
  readonly duplicate: boolean;
  /** By what it was tied to a lead or visitor; null while it is not. */
  readonly matchedBy: string | null;
  readonly leadId: string | null;
};

/** Events of one request by `?n`, a JSON list of `StageRow`. */
const given = (n: number) =>
  `(SELECT value ->> 'source', value ->> 'eventId' FROM json_each(?${n}))`;

/** Most deals that are read with the events that make them due. */
export const READ_AT_ONCE = 25;

/**
 * Writes the events of one request in one transaction: those on record already change nothing, each
 * new one is tied to its lead where there is one, and its deal marked to be booked. With what was
 * rejected. Answers, beside a verdict per event, the deals that are due by them, as they stand after
 * it, so that nobody has to ask for them; `READ_AT_ONCE` of them say that there may be more. Throws
 * `store-unavailable` when D1 does not take it.
 */
export async function recordStages(
  db: D1Database,
  request: {
    readonly day: string;
    readonly receivedAt: number;
    readonly rows: readonly StageRow[];
    readonly rejects: readonly RejectRow[];
  },
): Promise<{ readonly verdicts: readonly StageVerdict[]; readonly due: readonly DueDeal[] }> {
  const { rows, rejects, receivedAt, day } = request;
  const json = JSON.stringify(rows);
  const statements = rejects.length > 0 ? bookRejects(db, { ...request, kind: 'hook' }) : [];
  if (rows.length > 0) {
    statements.push(
      selectKnown(db, json),
      insertStages(db, json),
      bookInsert(db, { day, kind: 'hook', received: rows.length }),
      ...tieStages(db, json, receivedAt),
      selectVerdicts(db, json),
      ...selectDueDeals(db, json, READ_AT_ONCE),
    );
  }
  if (statements.length === 0) return { verdicts: [], due: [] };
  const results = await attempt(() => db.batch<Found>(statements));
  if (rows.length === 0) return { verdicts: [], due: [] };
  const known = results.at(rejects.length > 0 ? 3 : 0)?.results ?? [];
  const matches = results.at(-4)?.results ?? [];
  return { verdicts: toVerdicts(rows, known, matches), due: toDeals(results.slice(-3)) };
}

/** What would become of these events, without writing anything. */
export async function previewStages(
  db: D1Database,
  rows: readonly StageRow[],
): Promise<readonly StageVerdict[]> {
  const json = JSON.stringify(rows);
  const open = `SELECT key AS seq, value ->> 'eventId' AS event_id, ${OPEN_COLUMNS}
    FROM json_each(?1)`;
  const [known, matches] = await attempt(() =>
    db.batch<Record<string, string | null>>([
      selectKnown(db, json),
      db
        .prepare(
          `WITH ${bestMatches(open)}
           SELECT o.event_id, b.way, b.lead_id FROM open AS o JOIN best AS b ON b.seq = o.seq`,
        )
        .bind(json),
    ]),
  );
  return toVerdicts(rows, known?.results ?? [], matches?.results ?? []);
}

/** The columns that matching reads, from a JSON list of `StageRow`. */
const OPEN_COLUMNS = `value ->> 'source' AS source, value ->> 'dealId' AS deal_id,
  value ->> 'occurredAt' AS occurred_at, value ->> 'recordId' AS record_id,
  nullif(value -> 'furtherRecords', '[]') AS further_records, value ->> 'givenLeadId' AS given_lead_id,
  nullif(value -> 'emailKeys', '[]') AS email_keys,
  CASE WHEN value ->> '$.visitor.unitId' IS NOT NULL THEN 'handoff' END AS matched_by,
  (SELECT l.lead_id FROM leads AS l WHERE l.unit_id = value ->> '$.visitor.unitId'
     AND l.spam_reason IS NULL ORDER BY l.occurred_at, l.lead_id LIMIT 1) AS lead_id,
  value ->> '$.visitor.unitId' AS unit_id, value ->> '$.visitor.viewNonce' AS view_nonce,
  value ->> '$.visitor.since' AS linked_at`;

function insertStages(db: D1Database, json: string): D1PreparedStatement {
  return db
    .prepare(
      `INSERT INTO stage_events (event_id, stage, received_at, amount_minor, currency, handoff,
         email_key, lookup_at, source, deal_id, occurred_at, record_id, further_records,
         given_lead_id, email_keys, matched_by, lead_id, unit_id, view_nonce, linked_at)
       SELECT value ->> 'eventId', value ->> 'stage', value ->> 'receivedAt',
         value ->> 'amountMinor', value ->> 'currency', value ->> 'handoff',
         value ->> '$.emailKeys[0]', value ->> 'lookupAt', ${OPEN_COLUMNS}
       FROM json_each(?1) WHERE true
       ON CONFLICT (source, event_id) DO NOTHING`,
    )
    .bind(json);
}

function selectKnown(db: D1Database, json: string): D1PreparedStatement {
  return db
    .prepare(`SELECT event_id FROM stage_events WHERE (source, event_id) IN ${given(1)}`)
    .bind(json);
}

/**
 * Ties the unmatched of these events, then the unmatched rest of their deals, and marks the deals of
 * whatever is new or newly tied.
 */
export function tieStages(db: D1Database, json: string, now: number): D1PreparedStatement[] {
  const own = `SELECT * FROM stage_events
    WHERE matched_at IS NULL AND (source, event_id) IN ${given(2)}`;
  const ofDeals = `SELECT * FROM stage_events WHERE matched_at IS NULL AND deal_id <> ''
    AND (source, deal_id) IN (SELECT value ->> 'source', value ->> 'dealId' FROM json_each(?2))`;
  const changed = `
    SELECT * FROM stage_events
    WHERE (source, event_id) IN ${given(2)} AND (received_at = ?1 OR matched_at = ?1)
    UNION
    SELECT * FROM stage_events WHERE deal_id <> '' AND matched_at = ?1
      AND (source, deal_id) IN (SELECT value ->> 'source', value ->> 'dealId' FROM json_each(?2))`;
  return [
    db.prepare(matchUpdate(own)).bind(now, json),
    db.prepare(matchUpdate(ofDeals)).bind(now, json),
    db.prepare(dueInsert(changed)).bind(now, json),
  ];
}

function selectVerdicts(db: D1Database, json: string): D1PreparedStatement {
  return db
    .prepare(
      `SELECT event_id, matched_by AS way, lead_id FROM stage_events
       WHERE matched_at IS NOT NULL AND (source, event_id) IN ${given(1)}`,
    )
    .bind(json);
}

type Found = Readonly<Record<string, string | null>>;

/** In the order of the events; of an event that a request holds twice the second is a duplicate. */
function toVerdicts(
  rows: readonly StageRow[],
  known: readonly Found[],
  matches: readonly Found[],
): readonly StageVerdict[] {
  const seen = new Set(known.map((row) => row.event_id));
  const byId = new Map(matches.map((row) => [row.event_id, row]));
  return rows.map(({ eventId }) => {
    const duplicate = seen.has(eventId);
    seen.add(eventId);
    const match = byId.get(eventId);
    return {
      eventId,
      duplicate,
      matchedBy: match?.way ?? null,
      leadId: match?.lead_id ?? null,
    };
  });
}
