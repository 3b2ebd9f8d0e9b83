/** An upload that lies under an older key. */
export type SealedUpload = {
  readonly uploadId: number;
  readonly platform: string;
  readonly conversionId: string;
  readonly event: string;
  readonly version: number;
  readonly sealed: string;
};

/** Uploads that lie under one of these keys, at most `limit`. */
export async function readUploadsUnder(
  db: D1Database,
  keyIds: readonly string[],
  limit: number,
): Promise<readonly SealedUpload[]> {
  const { results } = await db
    .prepare(
      `SELECT upload_id AS uploadId, platform, conversion_id AS conversionId, event, version, sealed
       FROM uploads
       WHERE sealed <> '' AND substr(sealed, 1, instr(sealed, '.'))
         IN (SELECT value FROM json_each(?1)) LIMIT ?2`,
    )
    .bind(JSON.stringify(keyIds.map((kid) => `${kid}.`)), limit)
    .all<SealedUpload>();
  return results;
}

/** Puts the same text under another key in the place of what was read, unless it has changed since. */
export function replaceSealedUpload(
  db: D1Database,
  { uploadId, sealed }: SealedUpload,
  under: string,
): D1PreparedStatement {
  return db
    .prepare('UPDATE uploads SET sealed = ?3 WHERE upload_id = ?1 AND sealed = ?2')
    .bind(uploadId, sealed, under);
}
