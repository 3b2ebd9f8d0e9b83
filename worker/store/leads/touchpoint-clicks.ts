/** A click id of an arrival; only where use for ads was granted. */
export type ClickRow = {
  /** Of the view's touchpoint: the view's nonce. */
  readonly touchpointEventId: string;
  /** As the registry writes it. */
  readonly name: string;
  readonly value: string;
  readonly unitId: string | null;
  readonly viewNonce: string;
  readonly occurredAt: number;
};

/** Click ids of arrivals; one that is on record for its arrival stays as it is. */
export function insertClicks(db: D1Database, rows: readonly ClickRow[]): D1PreparedStatement {
  return db
    .prepare(
      `INSERT INTO touchpoint_clicks (touchpoint_event_id, name, value, unit_id, view_nonce,
         occurred_at)
       SELECT value ->> 'touchpointEventId', value ->> 'name', value ->> 'value',
         value ->> 'unitId', value ->> 'viewNonce', value ->> 'occurredAt'
       FROM json_each(?1) WHERE true
       ON CONFLICT (touchpoint_event_id, name) DO NOTHING`,
    )
    .bind(JSON.stringify(rows));
}
