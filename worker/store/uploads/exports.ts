import type { UploadState } from '#experiments/uploads/lifecycle/state.ts';
import { MAY_LEAVE } from './ready-uploads.ts';

/** What left together, as it is written. */
export type ExportRow = {
  readonly exportId: string;
  readonly platform: string;
  readonly format: string;
  readonly way: 'file' | 'send';
  readonly fileName: string;
  /** JSON. */
  readonly settings: string;
  readonly createdAt: number;
  readonly createdBy: string;
};

/**
 * Writes an export with the uploads that are still to leave, in this order, and puts those into
 * `state`; without any of them there is no export. Of two at once one gets each row. For a batch.
 */
export function insertExport(
  db: D1Database,
  row: ExportRow,
  given: {
    readonly uploadIds: readonly number[];
    readonly from: readonly UploadState[];
    readonly state: 'exported' | 'queued';
    /** Of this write alone. */
    readonly run: string;
  },
): readonly D1PreparedStatement[] {
  const { exportId, createdAt: now } = row;
  const ids = JSON.stringify(given.uploadIds);
  const from = JSON.stringify(given.from);
  return [
    db
      .prepare(
        `INSERT INTO export_rows (export_id, position, upload_id)
         SELECT ?1, j.key, u.upload_id FROM json_each(?2) AS j
         JOIN uploads AS u ON u.upload_id = j.value
         WHERE u.state IN (SELECT value FROM json_each(?3)) AND ${MAY_LEAVE}`,
      )
      .bind(exportId, ids, from),
    db
      .prepare(
        `INSERT INTO exports (export_id, platform, format, way, file_name, settings, row_count,
           state, created_at, created_by)
         SELECT ?1, ?2, ?3, ?4, ?5, ?6, count(*), ?7, ?8, ?9 FROM export_rows
         WHERE export_id = ?1 HAVING count(*) > 0`,
      )
      .bind(
        exportId,
        row.platform,
        row.format,
        row.way,
        row.fileName,
        row.settings,
        row.way === 'file' ? 'taken' : 'waiting',
        now,
        row.createdBy,
      ),
    // What left before and overlaps keeps its state.
    db
      .prepare(
        `UPDATE uploads SET state = ?2, reason = NULL, run = ?3, changed_at = ?4
         WHERE upload_id IN (SELECT upload_id FROM export_rows WHERE export_id = ?1)
           AND state NOT IN ('exported', 'accepted')`,
      )
      .bind(exportId, given.state, given.run, now),
    db
      .prepare(
        `UPDATE uploads SET state = 'retracted', run = ?2, changed_at = ?3
         WHERE state IN ('exported', 'accepted') AND action <> 'retract' AND ?4 = 'exported'
           AND EXISTS (SELECT 1 FROM export_rows AS r JOIN uploads AS t ON t.upload_id = r.upload_id
             WHERE r.export_id = ?1 AND t.action = 'retract' AND t.platform = uploads.platform
               AND t.conversion_id = uploads.conversion_id AND t.event = uploads.event
               AND t.version > uploads.version)`,
      )
      .bind(exportId, given.run, now, given.state),
    db
      .prepare(
        `INSERT INTO upload_history (upload_id, state, export_id, at)
         SELECT upload_id, state, ?1, ?3 FROM uploads WHERE run = ?2 ORDER BY upload_id`,
      )
      .bind(exportId, given.run, now),
  ];
}
