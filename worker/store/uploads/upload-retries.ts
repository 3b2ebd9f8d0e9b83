import type { UploadState } from '#experiments/uploads/lifecycle/state.ts';
import { MAY_LEAVE, type SealedUpload, toUpload, UPLOAD } from './ready-uploads.ts';

type Row = Readonly<Record<string, string | number | null>>;

/** What somebody may try again: refused by the platform, or held back by the check. */
const REFUSED = "'failed', 'refused'";

/** What to try again: one upload of a platform, or all (`uploadId` null). */
export type RetryAsked = { readonly platform: string; readonly uploadId: number | null };

/** Somebody had uploads tried once more. */
export type UploadRetry = {
  /** Epoch milliseconds. */
  readonly actedAt: number;
  readonly actor: string;
  readonly platform: string;
  /** Whether it was one upload; all of the platform otherwise. */
  readonly one: boolean;
  /** How many could leave again. */
  readonly uploads: number;
};

/** Refused uploads after an id, in order, as far as they may leave at all. */
export async function readRefused(
  db: D1Database,
  { platform, uploadId }: RetryAsked,
  { after, limit }: { readonly after: number; readonly limit: number },
): Promise<readonly SealedUpload[]> {
  const { results } = await db
    .prepare(
      `SELECT ${UPLOAD} FROM uploads AS u
       WHERE u.platform = ?1 AND u.state IN (${REFUSED}) AND u.upload_id > ?3
         AND (?2 IS NULL OR u.upload_id = ?2) AND ${MAY_LEAVE}
       ORDER BY u.upload_id LIMIT ?4`,
    )
    .bind(platform, uploadId, after, limit)
    .all<Row>();
  return results.map(toUpload);
}

/** Where an upload stands after it was checked anew. */
export type Rechecked = {
  readonly uploadId: number;
  readonly state: UploadState;
  readonly reason: string | null;
  readonly format: string | null;
};

/** Puts refused uploads where the new check found them; what somebody else has moved since stays. */
export async function writeRechecked(
  db: D1Database,
  rows: readonly Rechecked[],
  { run, now }: { readonly run: string; readonly now: number },
): Promise<void> {
  const text = JSON.stringify(rows);
  await db.batch([
    db
      .prepare(
        `UPDATE uploads SET state = j.value ->> 'state', reason = j.value ->> 'reason',
           format = j.value ->> 'format', run = ?2, changed_at = ?3, checked_at = ?3
         FROM json_each(?1) AS j
         WHERE uploads.upload_id = j.value ->> 'uploadId' AND uploads.state IN (${REFUSED})`,
      )
      .bind(text, run, now),
    db
      .prepare(
        `INSERT INTO upload_history (upload_id, state, reason, at)
         SELECT u.upload_id, s.value, CASE WHEN s.key = 1 THEN u.reason END, ?3
         FROM json_each(?1) AS j JOIN uploads AS u ON u.upload_id = j.value ->> 'uploadId'
         JOIN json_each(json_array('eligible', u.state)) AS s
         WHERE u.run = ?2 AND (s.key = 1 OR u.state <> 'eligible')
         ORDER BY j.key, s.key`,
      )
      .bind(text, run, now),
  ]);
}

/** Puts on record who asked for it and how many can leave again. */
export async function recordRetry(
  db: D1Database,
  { platform, uploadId }: RetryAsked,
  by: { readonly actor: string; readonly now: number; readonly uploads: number },
): Promise<void> {
  await db
    .prepare(
      `INSERT INTO upload_retries (acted_at, actor, platform, upload_id, uploads)
       VALUES (?1, ?2, ?3, ?4, ?5)`,
    )
    .bind(by.now, by.actor, platform, uploadId, by.uploads)
    .run();
}

/** The latest retries, all platforms together. */
export async function readRetries(db: D1Database, limit: number): Promise<readonly UploadRetry[]> {
  const { results } = await db
    .prepare(
      `SELECT acted_at, actor, platform, upload_id, uploads FROM upload_retries
       ORDER BY seq DESC LIMIT ?1`,
    )
    .bind(limit)
    .all<Row>();
  return results.map((row) => ({
    actedAt: Number(row.acted_at),
    actor: String(row.actor),
    platform: String(row.platform),
    one: row.upload_id !== null,
    uploads: Number(row.uploads),
  }));
}
