import type { ExportRow } from './exports.ts';
import { MAY_LEAVE, type SealedUpload, toUpload, UPLOAD } from './ready-uploads.ts';

type Row = Readonly<Record<string, string | number | null>>;

/** An export on record. */
export type KnownExport = Omit<ExportRow, 'way'> & {
  readonly way: 'file' | 'send';
  readonly rowCount: number;
  readonly sha256: string | null;
  readonly state: string;
  readonly answer: string | null;
  readonly requestId: string | null;
};

/** An export and those of its rows that may still be shown, in their order. */
export async function readExportRows(
  db: D1Database,
  exportId: string,
): Promise<{ readonly known: KnownExport; readonly uploads: readonly SealedUpload[] } | null> {
  const [known, uploads] = await db.batch<Row>([
    db.prepare(`SELECT ${EXPORT} FROM exports AS e WHERE e.export_id = ?1`).bind(exportId),
    db
      .prepare(
        `SELECT ${UPLOAD} FROM export_rows AS r JOIN uploads AS u ON u.upload_id = r.upload_id
         WHERE r.export_id = ?1 AND ${MAY_LEAVE} ORDER BY r.position`,
      )
      .bind(exportId),
  ]);
  const [row] = known?.results ?? [];
  return row ? { known: toExport(row), uploads: (uploads?.results ?? []).map(toUpload) } : null;
}

/** Columns of `toExports`, of the table under the name `e`. */
export const EXPORT = `e.export_id, e.platform, e.format, e.way, e.file_name, e.settings, e.row_count,
  e.sha256, e.state, e.answer, e.request_id, e.created_at, e.created_by`;

function toExport(row: Row): KnownExport {
  return {
    exportId: String(row.export_id),
    platform: String(row.platform),
    format: String(row.format),
    way: row.way === 'send' ? 'send' : 'file',
    fileName: String(row.file_name),
    settings: String(row.settings),
    rowCount: Number(row.row_count),
    sha256: row.sha256 as string | null,
    state: String(row.state),
    answer: row.answer as string | null,
    requestId: row.request_id as string | null,
    createdAt: Number(row.created_at),
    createdBy: String(row.created_by),
  };
}

/** Leads of the rows of an export. */
export async function readExportLeads(
  db: D1Database,
  exportId: string,
): Promise<readonly string[]> {
  const { results } = await db
    .prepare(
      `SELECT DISTINCT u.lead_id FROM export_rows AS r JOIN uploads AS u ON u.upload_id = r.upload_id
       WHERE r.export_id = ?1`,
    )
    .bind(exportId)
    .all<{ lead_id: string }>();
  return results.map(({ lead_id }) => lead_id);
}

/** The newest exports, all platforms together. */
export function selectExports(db: D1Database, limit: number): D1PreparedStatement {
  return db
    .prepare(`SELECT ${EXPORT} FROM exports AS e ORDER BY e.created_at DESC, e.export_id LIMIT ?1`)
    .bind(limit);
}

/** Rows of `selectExports`. */
export function toExports(rows: readonly Row[]): readonly KnownExport[] {
  return rows.map(toExport);
}

/** Keeps the digest of an export's bytes from when it was made first. */
export async function keepDigest(db: D1Database, exportId: string, sha256: string): Promise<void> {
  await db
    .prepare('UPDATE exports SET sha256 = ?2 WHERE export_id = ?1 AND sha256 IS NULL')
    .bind(exportId, sha256)
    .run();
}

/** Writes down what became of an export; `requestId`: the platform tells of it later. */
export function settleExport(
  db: D1Database,
  exportId: string,
  given: {
    readonly state: string;
    readonly answer: string | null;
    readonly requestId?: string | null;
    readonly now: number | null;
  },
): D1PreparedStatement {
  return db
    .prepare(
      `UPDATE exports SET state = ?2, answer = ?3, request_id = coalesce(?4, request_id),
         settled_at = ?5 WHERE export_id = ?1`,
    )
    .bind(
      exportId,
      given.state,
      given.answer?.slice(0, 500) ?? null,
      given.requestId ?? null,
      given.now,
    );
}
