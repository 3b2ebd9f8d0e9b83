/*
 * Whose a stage event is. One definition for events as they come, for those that wait and for a dry
 * run. Tried in the order hand-off, record, lead id, e-mail, other events of the deal; the hand-off
 * is read before, because its signature is.
 */

/** A day: CRMs that know days alone date a sale before the lead of the same day. */
const DAY_MS = 86_400_000;

/**
 * The lead of each event of `open`, as `best`: seq, lead_id, unit_id, view_nonce, linked_at, way.
 * `open` has the columns of stage_events. Of several leads the earliest that can be tied to a
 * visitor; spam is nobody's lead. By record and e-mail no lead is found that came a day or more
 * after the event: what a CRM says of the past is not the lead's doing.
 */
export function bestMatches(open: string): string {
  const lead = 'l.lead_id, l.unit_id, l.view_nonce, l.occurred_at AS linked_at';
  const notBefore = `l.occurred_at <= o.occurred_at + ${DAY_MS}`;
  return `
  open AS MATERIALIZED (${open}),
  found AS (
    SELECT o.seq, 1 AS rank, 'handoff' AS way, o.lead_id, o.unit_id, o.view_nonce, o.linked_at
    FROM open AS o WHERE o.matched_by = 'handoff'
    UNION ALL
    SELECT o.seq, 2, 'record', ${lead}
    FROM open AS o
    CROSS JOIN lead_references AS r ON r.source = o.source AND r.reference IN (
      SELECT o.record_id UNION ALL SELECT value FROM json_each(coalesce(o.further_records, '[]')))
    CROSS JOIN leads AS l ON l.lead_id = r.lead_id AND l.spam_reason IS NULL AND ${notBefore}
    UNION ALL
    SELECT o.seq, 3, 'lead', ${lead}
    FROM open AS o
    CROSS JOIN leads AS l ON l.lead_id = o.given_lead_id AND l.spam_reason IS NULL
    UNION ALL
    SELECT o.seq, 4, 'email', ${lead}
    FROM open AS o
    CROSS JOIN leads AS l ON l.email_key IN (
        SELECT value FROM json_each(coalesce(o.email_keys, '[]')))
      AND l.spam_reason IS NULL AND ${notBefore}
    UNION ALL
    SELECT o.seq, 5, 'deal', d.lead_id, d.unit_id, d.view_nonce, d.linked_at
    FROM open AS o
    CROSS JOIN stage_events AS d ON d.source = o.source AND d.deal_id = o.deal_id
      AND o.deal_id <> '' AND d.matched_at IS NOT NULL),
  best AS (
    SELECT seq, way, lead_id, unit_id, view_nonce, linked_at FROM (
      SELECT f.*, row_number() OVER (
        PARTITION BY seq ORDER BY rank, unit_id IS NULL, linked_at, lead_id) AS place
      FROM found AS f)
    WHERE place = 1)`;
}

/** Ties the events of `open` to their leads; `?1` is the time. */
export function matchUpdate(open: string): string {
  return `
  WITH ${bestMatches(open)}
  UPDATE stage_events SET lead_id = b.lead_id, unit_id = b.unit_id, view_nonce = b.view_nonce,
    linked_at = b.linked_at, matched_by = b.way, matched_at = ?1
  FROM best AS b WHERE b.seq = stage_events.seq`;
}

/** The deal of an event `e`: the sender's, else its lead, else its visitor. */
export const DEAL_ID = `CASE WHEN e.deal_id <> '' THEN e.deal_id
    WHEN e.lead_id IS NOT NULL THEN 'lead:' || e.lead_id ELSE 'unit:' || e.unit_id END`;

/** Marks the deals of the matched events of `changed` as due; rows of stage_events. */
export function dueInsert(changed: string): string {
  return `
  INSERT INTO deals_due (source, deal_id, marks)
  SELECT DISTINCT e.source, ${DEAL_ID}, 1 FROM (${changed}) AS e
  WHERE e.lead_id IS NOT NULL OR e.unit_id IS NOT NULL
  ON CONFLICT (source, deal_id) DO UPDATE SET marks = marks + 1`;
}
