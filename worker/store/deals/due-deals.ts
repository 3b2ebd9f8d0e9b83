import type { Credit } from '#experiments/revenue/credit.ts';
import type { DealEvent } from '#experiments/revenue/deal-state.ts';
import type { Entries } from '#experiments/revenue/entries.ts';
import { attempt } from '../operation/attempt.ts';
import { DEAL_ID } from './match-sql.ts';

/** The sender and its name of the deal, see `deals.deal_id`. */
export type DealKey = { readonly source: string; readonly dealId: string };

/** Everything of a deal that its booking is computed from, read at one moment. */
export type DueDeal = DealKey & {
  readonly events: readonly DealEvent[];
  /** Whom its events were tied to. */
  readonly credits: readonly Credit[];
  readonly booked: Entries;
  /** 0 before the first booking. */
  readonly version: number;
  /** Of the row that says that it is due; 0 without one. */
  readonly marks: number;
};

type Row = Readonly<Record<string, string | number | null>>;

/** Deals that are due, at most `limit`. */
export async function dueDeals(db: D1Database, limit: number): Promise<readonly DealKey[]> {
  const { results } = await db
    .prepare('SELECT source, deal_id FROM deals_due LIMIT ?1')
    .bind(limit)
    .all<Row>();
  return results.map(toKey);
}

/** Deals by `?1`, a JSON list of `DealKey`. */
const NAMED =
  "SELECT value ->> 'source' AS source, value ->> 'dealId' AS deal_id FROM json_each(?1)";

/** Deals that are due by the events of `?1`, a JSON list with `source` and `eventId`. */
function dueOf(limit: number): string {
  return `SELECT source, deal_id FROM deals_due WHERE (source, deal_id) IN (
    SELECT e.source, ${DEAL_ID} FROM stage_events AS e WHERE (e.source, e.event_id) IN (
      SELECT value ->> 'source', value ->> 'eventId' FROM json_each(?1)))
    LIMIT ${limit}`;
}

/** Reads deals in one transaction. Throws `store-unavailable`. */
export async function readDeals(
  db: D1Database,
  keys: readonly DealKey[],
): Promise<readonly DueDeal[]> {
  return toDeals(await attempt(() => db.batch<Row>(selectDeals(db, NAMED, JSON.stringify(keys)))));
}

/**
 * Reads at most `limit` of the deals that are due by events, in one transaction. Throws
 * `store-unavailable`.
 */
export async function readDueDeals(
  db: D1Database,
  events: readonly { readonly source: string; readonly eventId: string }[],
  limit: number,
): Promise<readonly DueDeal[]> {
  const named = JSON.stringify(events.map(({ source, eventId }) => ({ source, eventId })));
  return toDeals(await attempt(() => db.batch<Row>([...selectDueDeals(db, named, limit)])));
}

/**
 * Three statements for a batch: at most `limit` of the deals that are due by events, a JSON list with
 * `source` and `eventId`. What they find is read by `toDeals`.
 */
export function selectDueDeals(
  db: D1Database,
  events: string,
  limit: number,
): readonly D1PreparedStatement[] {
  return selectDeals(db, dueOf(limit), events);
}

function selectDeals(db: D1Database, which: string, json: string): D1PreparedStatement[] {
  const asked = `asked AS MATERIALIZED (${which})`;
  // Events about a lead or visitor alone are found by these, all others by the deal's own name.
  const events = `
    SELECT a.deal_id AS of_deal, e.* FROM asked AS a CROSS JOIN stage_events AS e
      ON e.source = a.source AND e.deal_id = a.deal_id
    UNION ALL
    SELECT a.deal_id, e.* FROM asked AS a CROSS JOIN stage_events AS e
      ON a.deal_id LIKE 'lead:%' AND e.lead_id = substr(a.deal_id, 6)
        AND e.source = a.source AND e.deal_id = ''
    UNION ALL
    SELECT a.deal_id, e.* FROM asked AS a CROSS JOIN stage_events AS e
      ON a.deal_id LIKE 'unit:%' AND e.source = a.source AND e.deal_id = ''
        AND e.lead_id IS NULL AND e.unit_id = substr(a.deal_id, 6)`;
  return [
    `WITH ${asked} SELECT source, of_deal, event_id, stage, occurred_at, amount_minor, currency
     FROM (${events})`,
    `WITH ${asked} SELECT DISTINCT e.source, e.of_deal, e.lead_id, e.unit_id, e.view_nonce,
       e.linked_at, coalesce((SELECT landing FROM leads WHERE lead_id = e.lead_id),
         (SELECT landing FROM touchpoints WHERE unit_id = e.unit_id ORDER BY seq LIMIT 1), '')
         AS landing
     FROM (${events}) AS e WHERE e.lead_id IS NOT NULL OR e.unit_id IS NOT NULL`,
    `WITH ${asked} SELECT a.source, a.deal_id, d.booked, d.version, q.marks
     FROM asked AS a
     LEFT JOIN deals AS d ON d.source = a.source AND d.deal_id = a.deal_id
     LEFT JOIN deals_due AS q ON q.source = a.source AND q.deal_id = a.deal_id`,
  ].map((sql) => db.prepare(sql).bind(json));
}

/** Deals from the answers to the three statements that ask for them. */
export function toDeals(
  answers: readonly { readonly results: readonly Row[] }[],
): readonly DueDeal[] {
  const [happened, credits, booked] = answers.map(({ results }) => results);
  return (booked ?? []).map((row) => {
    const own = (rows: readonly Row[] = []) =>
      rows.filter((one) => one.source === row.source && one.of_deal === row.deal_id);
    return {
      ...toKey(row),
      events: own(happened).map(toEvent),
      credits: own(credits).map(toCredit),
      booked: JSON.parse(String(row.booked ?? '{}')),
      version: Number(row.version ?? 0),
      marks: Number(row.marks ?? 0),
    };
  });
}

function toKey(row: Row): DealKey {
  return { source: String(row.source), dealId: String(row.deal_id) };
}

function toEvent(row: Row): DealEvent {
  const { event_id: id, stage, occurred_at: at, amount_minor: minor, currency } = row;
  return {
    id: String(id),
    stage: stage as DealEvent['stage'],
    at: Number(at),
    ...(minor === null ? {} : { amount: { minor: Number(minor), currency: String(currency) } }),
  };
}

function toCredit(row: Row): Credit {
  return {
    leadId: row.lead_id === null ? null : String(row.lead_id),
    unitId: row.unit_id === null ? null : String(row.unit_id),
    viewNonce: String(row.view_nonce ?? ''),
    landing: String(row.landing ?? ''),
    since: Number(row.linked_at ?? 0),
  };
}
