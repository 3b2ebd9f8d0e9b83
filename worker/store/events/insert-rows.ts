import type { ConversionRow, ExposureRow, SignalRow, TouchpointRow } from './rows.ts';

/*
 * One statement per table, however many rows: the rows go in as one JSON array. A row whose id is
 * on record already changes nothing, and `meta.changes` says how many were new.
 */

/** First exposures; a visitor already exposed to an experiment keeps the first. */
export function insertExposures(db: D1Database, rows: readonly ExposureRow[]): D1PreparedStatement {
  return db
    .prepare(
      `INSERT INTO exposures (unit_id, experiment_id, variant_id, epoch, fingerprint, event_id,
         view_nonce, landing, occurred_at, received_at, day, mode, unit, bot_reasons, bot_rules,
         device, country, is_returning, source, campaign, creative, keyword, flag, unit_lasts)
       SELECT value ->> 'unitId', value ->> 'experimentId', value ->> 'variantId',
         value ->> 'epoch', value ->> 'fingerprint', value ->> 'eventId', value ->> 'viewNonce',
         value ->> 'landing', value ->> 'occurredAt', value ->> 'receivedAt', value ->> 'day',
         value ->> 'mode', replace(value ->> 'unit', 'day', 'visitor'),
         value ->> 'botReasons', value ->> 'botRules',
         value ->> 'device', value ->> 'country', value ->> 'returning', value ->> 'source',
         value ->> 'campaign', value ->> 'creative', value ->> 'keyword', value ->> 'flag',
         CASE value ->> 'unit' WHEN 'day' THEN 'day' END
       FROM json_each(?1) WHERE true
       ON CONFLICT (unit_id, experiment_id) DO NOTHING`,
    )
    .bind(JSON.stringify(rows));
}

/** Visitors now seen in another variant than the one on record. */
export function insertMultiExposures(
  db: D1Database,
  rows: readonly ExposureRow[],
): D1PreparedStatement {
  return db
    .prepare(
      `INSERT INTO multi_exposures (experiment_id, unit_id, variant_id, received_at)
       SELECT e.experiment_id, e.unit_id, j.value ->> 'variantId', j.value ->> 'receivedAt'
       FROM json_each(?1) AS j
       JOIN exposures AS e
         ON e.unit_id = j.value ->> 'unitId' AND e.experiment_id = j.value ->> 'experimentId'
       WHERE e.variant_id <> j.value ->> 'variantId'
       ON CONFLICT DO NOTHING`,
    )
    .bind(JSON.stringify(rows));
}

/** Conversions; with `ofLead` only while that lead is not taken for spam. */
export function insertConversions(
  db: D1Database,
  rows: readonly ConversionRow[],
  ofLead: string | null = null,
): D1PreparedStatement {
  return db
    .prepare(
      `INSERT INTO conversions (event_id, unit_id, metric_id, view_nonce, landing, occurred_at,
         received_at, value_minor, currency, quantity, flag)
       SELECT value ->> 'eventId', value ->> 'unitId', value ->> 'metricId', value ->> 'viewNonce',
         value ->> 'landing', value ->> 'occurredAt', value ->> 'receivedAt',
         value ->> 'valueMinor', value ->> 'currency', coalesce(value ->> 'quantity', 1),
         value ->> 'flag'
       FROM json_each(?1)
       WHERE ?2 IS NULL
         OR EXISTS (SELECT 1 FROM leads WHERE lead_id = ?2 AND spam_reason IS NULL)
       ON CONFLICT (event_id) DO NOTHING`,
    )
    .bind(JSON.stringify(rows), ofLead);
}

/** Arrivals; one that is on record stays as it came first. */
export function insertTouchpoints(
  db: D1Database,
  rows: readonly TouchpointRow[],
): D1PreparedStatement {
  return db
    .prepare(
      `INSERT INTO touchpoints (event_id, unit_id, view_nonce, landing, occurred_at, received_at,
         query, referrer, source)
       SELECT value ->> 'eventId', value ->> 'unitId', value ->> 'viewNonce', value ->> 'landing',
         value ->> 'occurredAt', value ->> 'receivedAt', value ->> 'query', value ->> 'referrer',
         value ->> 'source'
       FROM json_each(?1) WHERE true
       ON CONFLICT (event_id) DO NOTHING`,
    )
    .bind(JSON.stringify(rows));
}

/** The arrival as a form knows it, unless the page itself has reported it for that view. */
export function insertFormArrival(db: D1Database, row: TouchpointRow): D1PreparedStatement {
  return db
    .prepare(
      `INSERT INTO touchpoints (event_id, unit_id, view_nonce, landing, occurred_at, received_at,
         query, referrer, source)
       SELECT ?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9
       WHERE NOT EXISTS (SELECT 1 FROM touchpoints WHERE unit_id = ?2 AND view_nonce = ?3)
       ON CONFLICT (event_id) DO NOTHING`,
    )
    .bind(
      row.eventId,
      row.unitId,
      row.viewNonce,
      row.landing,
      row.occurredAt,
      row.receivedAt,
      row.query,
      row.referrer,
      row.source,
    );
}

/** How far pages came; a signal that is on record stays. */
export function insertSignals(db: D1Database, rows: readonly SignalRow[]): D1PreparedStatement {
  return db
    .prepare(
      `INSERT INTO signals (event_id, view_nonce, landing, stage, detail, received_at)
       SELECT value ->> 'eventId', value ->> 'viewNonce', value ->> 'landing', value ->> 'stage',
         value ->> 'detail', value ->> 'receivedAt'
       FROM json_each(?1) WHERE true
       ON CONFLICT (event_id) DO NOTHING`,
    )
    .bind(JSON.stringify(rows));
}
