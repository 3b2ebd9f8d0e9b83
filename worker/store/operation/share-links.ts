/** A share link on record. */
export type ShareLink = {
  /** 16 hex digits. */
  readonly id: string;
  readonly experimentId: string;
  readonly createdAt: number;
  readonly createdBy: string;
  readonly expiresAt: number;
  readonly revokedAt: number | null;
};

/** Whether the link is on record for this experiment and nobody has revoked it. */
export async function isShareLinkOpen(
  db: D1Database,
  { id, experimentId }: { readonly id: string; readonly experimentId: string },
): Promise<boolean> {
  const row = await db
    .prepare(
      `SELECT 1 AS open FROM share_links
       WHERE id = ?1 AND experiment_id = ?2 AND revoked_at IS NULL`,
    )
    .bind(id, experimentId)
    .first();
  return row !== null;
}

/** Puts a new link on record. */
export function insertShareLink(
  db: D1Database,
  link: Omit<ShareLink, 'revokedAt'>,
): D1PreparedStatement {
  return db
    .prepare(
      `INSERT INTO share_links (id, experiment_id, created_at, created_by, expires_at)
       VALUES (?1, ?2, ?3, ?4, ?5) ON CONFLICT (id) DO NOTHING`,
    )
    .bind(link.id, link.experimentId, link.createdAt, link.createdBy, link.expiresAt);
}

/** Closes a link for good; one that is closed already stays as it is. */
export function revokeShareLink(
  db: D1Database,
  { id, experimentId, now }: { readonly id: string; readonly experimentId: string; now: number },
): D1PreparedStatement {
  return db
    .prepare(
      `UPDATE share_links SET revoked_at = ?3
       WHERE id = ?1 AND experiment_id = ?2 AND revoked_at IS NULL`,
    )
    .bind(id, experimentId, now);
}

/** Links of an experiment that still open something at `now`, the newest first. */
export async function openShareLinks(
  db: D1Database,
  { experimentId, now }: { readonly experimentId: string; readonly now: number },
): Promise<readonly ShareLink[]> {
  const { results } = await db
    .prepare(
      `SELECT id, experiment_id, created_at, created_by, expires_at, revoked_at FROM share_links
       WHERE experiment_id = ?1 AND revoked_at IS NULL AND expires_at > ?2
       ORDER BY created_at DESC, id LIMIT 50`,
    )
    .bind(experimentId, now)
    .all<Record<string, unknown>>();
  return results.map((row) => ({
    id: row.id as string,
    experimentId: row.experiment_id as string,
    createdAt: row.created_at as number,
    createdBy: row.created_by as string,
    expiresAt: row.expires_at as number,
    revokedAt: row.revoked_at as number | null,
  }));
}
