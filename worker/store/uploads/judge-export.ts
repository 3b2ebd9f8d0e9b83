import type { UploadState } from '#experiments/uploads/lifecycle/state.ts';
import { settleExport } from './read-exports.ts';

/**
 * Writes down what the platform made of a file, as the person who imported it says: `accepted`, or
 * `unused` where the file never got there, so that its rows leave with the next one. Rows that are
 * somewhere else by now stay as they are. Idempotent.
 */
export async function judgeExport(
  db: D1Database,
  exportId: string,
  given: {
    readonly became: 'accepted' | 'unused';
    readonly by: string;
    readonly now: number;
    /** Of this write alone. */
    readonly run: string;
  },
): Promise<void> {
  const { became, by, now, run } = given;
  const to: UploadState = became === 'accepted' ? 'accepted' : 'linted';
  await db.batch([
    db
      .prepare(
        `UPDATE uploads SET state = ?2, run = ?3, changed_at = ?4
         WHERE state = 'exported' AND upload_id IN
           (SELECT upload_id FROM export_rows WHERE export_id = ?1)
           AND (?2 = 'accepted' OR NOT EXISTS (
             SELECT 1 FROM export_rows AS o JOIN exports AS e ON e.export_id = o.export_id
             WHERE o.upload_id = uploads.upload_id AND o.export_id <> ?1 AND e.state <> 'unused'))`,
      )
      .bind(exportId, to, run, now),
    db
      .prepare(
        `INSERT INTO upload_history (upload_id, state, export_id, at)
         SELECT upload_id, state, ?1, ?3 FROM uploads WHERE run = ?2`,
      )
      .bind(exportId, run, now),
    settleExport(db, exportId, { state: became, answer: `Said by ${by}.`, now }),
  ]);
}
