import { attempt } from '../operation/attempt.ts';

/** An answer as it is put on record. */
export type AnswerRow = {
  readonly visitorId: string;
  readonly viewNonce: string | null;
  readonly version: string;
  readonly measurement: boolean;
  readonly adUserData: boolean;
  readonly adPersonalization: boolean;
  readonly gpc: boolean;
  readonly answeredAt: number;
};

/**
 * Every unit that a visitor has been counted as: the visitor, and the views that came before a yes.
 * `?1`: the visitor's id.
 */
export const UNITS_OF_VISITOR = `
  SELECT ?1 AS unit_id UNION SELECT view_nonce FROM consent_answers
  WHERE visitor_id = ?1 AND view_nonce IS NOT NULL`;

/**
 * Puts an answer on record; a no to use for ads also takes back what an earlier yes had kept: the
 * mark of the visitor's leads, their digests and the click ids, so that nothing more is sent.
 * Throws `store-unavailable` when D1 does not take it.
 */
export async function recordAnswer(db: D1Database, row: AnswerRow): Promise<void> {
  const insert = db
    .prepare(
      `INSERT INTO consent_answers (visitor_id, view_nonce, version, measurement, ad_user_data,
         ad_personalization, gpc, answered_at)
       VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)`,
    )
    .bind(
      row.visitorId,
      row.viewNonce,
      row.version,
      Number(row.measurement),
      Number(row.adUserData),
      Number(row.adPersonalization),
      Number(row.gpc),
      row.answeredAt,
    );
  const withdrawn = row.adUserData ? [] : withdrawAdUse(db, row.visitorId);
  await attempt(() => db.batch([insert, ...withdrawn]));
}

/** The statements that end use for ads for a visitor. What was sent is for the platforms' retractions. */
export function withdrawAdUse(db: D1Database, visitorId: string): D1PreparedStatement[] {
  return [
    db
      .prepare(
        `DELETE FROM lead_digests WHERE lead_id IN
           (SELECT lead_id FROM leads WHERE unit_id IN (${UNITS_OF_VISITOR}))`,
      )
      .bind(visitorId),
    db
      .prepare(
        `DELETE FROM touchpoint_clicks
         WHERE unit_id IN (${UNITS_OF_VISITOR}) OR view_nonce IN (${UNITS_OF_VISITOR})`,
      )
      .bind(visitorId),
    db
      .prepare(`UPDATE leads SET ad_use = 0 WHERE ad_use = 1 AND unit_id IN (${UNITS_OF_VISITOR})`)
      .bind(visitorId),
  ];
}
