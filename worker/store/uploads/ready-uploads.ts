import type { UploadState } from '#experiments/uploads/lifecycle/state.ts';
import { OPEN } from './upload-states.ts';

/** An upload with its sealed conversion. */
export type SealedUpload = {
  readonly uploadId: number;
  readonly platform: string;
  readonly conversionId: string;
  readonly event: string;
  readonly version: number;
  readonly state: UploadState;
  readonly reason: string | null;
  readonly format: string | null;
  readonly sealed: string;
};

type Row = Readonly<Record<string, string | number | null>>;

/** Columns of `toUpload`, of the table under the name `u`. */
export const UPLOAD = `u.upload_id, u.platform, u.conversion_id, u.event, u.version, u.state, u.reason,
  u.format, u.sealed`;
/** Asked again whenever something is about to leave, whatever a row says. */
export const MAY_LEAVE = `u.sealed <> '' AND EXISTS (SELECT 1 FROM leads AS l
  WHERE l.lead_id = u.lead_id AND l.ad_use = 1 AND l.spam_reason IS NULL)`;

/** A row of `uploads`, its conversion still sealed. */
export function toUpload(row: Row): SealedUpload {
  return {
    uploadId: Number(row.upload_id),
    platform: String(row.platform),
    conversionId: String(row.conversion_id),
    event: String(row.event),
    version: Number(row.version),
    state: row.state as UploadState,
    reason: row.reason as string | null,
    format: row.format as string | null,
    sealed: String(row.sealed),
  };
}

/**
 * What may leave in a format, the oldest first; with `since` also what has left in a file since then,
 * for an overlap that platforms do not count twice.
 */
export async function readReady(
  db: D1Database,
  of: {
    readonly format: string;
    readonly limit: number;
    /** Epoch milliseconds; null for what is new alone. */
    readonly since: number | null;
  },
): Promise<readonly SealedUpload[]> {
  const { results } = await db
    .prepare(
      `SELECT ${UPLOAD} FROM uploads AS u
       WHERE u.format = ?1 AND ${MAY_LEAVE} AND (u.state = 'linted' OR (?3 IS NOT NULL
         AND u.state IN ('exported', 'accepted') AND u.upload_id IN (
           SELECT r.upload_id FROM export_rows AS r
           JOIN exports AS e ON e.export_id = r.export_id
           WHERE e.format = ?1 AND e.way = 'file' AND e.created_at >= ?3)))
       ORDER BY u.upload_id LIMIT ?2`,
    )
    .bind(of.format, of.limit, of.since)
    .all<Row>();
  return results.map(toUpload);
}

/** What may still leave and was not checked since a moment; what waits for its time, at any time. */
export async function readUnchecked(
  db: D1Database,
  { before, now, limit }: { readonly before: number; readonly now: number; readonly limit: number },
): Promise<readonly SealedUpload[]> {
  const { results } = await db
    .prepare(
      `SELECT ${UPLOAD} FROM uploads AS u
       WHERE u.state IN (${OPEN}) AND ${MAY_LEAVE}
         AND u.checked_at < CASE u.state WHEN 'eligible' THEN ?3 ELSE ?1 END
       ORDER BY u.checked_at LIMIT ?2`,
    )
    .bind(before, limit, now)
    .all<Row>();
  return results.map(toUpload);
}

/** What is here and may still leave, held back or not, in the order of its formats. */
export async function readHere(
  db: D1Database,
  { platform, limit }: { readonly platform: string; readonly limit: number },
): Promise<readonly SealedUpload[]> {
  const { results } = await db
    .prepare(
      `SELECT ${UPLOAD} FROM uploads AS u
       WHERE u.platform = ?1 AND u.state IN (${OPEN}) AND u.format IS NOT NULL AND ${MAY_LEAVE}
       ORDER BY u.format, u.upload_id LIMIT ?2`,
    )
    .bind(platform, limit)
    .all<Row>();
  return results.map(toUpload);
}

/** Says when uploads were last checked; see `readUnchecked`. */
export function markChecked(
  db: D1Database,
  uploadIds: readonly number[],
  now: number,
): D1PreparedStatement {
  return db
    .prepare(
      'UPDATE uploads SET checked_at = ?2 WHERE upload_id IN (SELECT value FROM json_each(?1))',
    )
    .bind(JSON.stringify(uploadIds), now);
}
