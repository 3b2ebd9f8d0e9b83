import type { KnownExport } from './read-exports.ts';
import { EXPORT, toExports } from './read-exports.ts';

type Row = Readonly<Record<string, string | number | null>>;

/**
 * Puts down as failed what the outbox gave up: nobody has it, and nobody tries any more. The message
 * has ended by that: whoever mends the cause tries the rows again, which leave in a message of their
 * own. Idempotent; answers how many rows it were.
 */
export async function failGivenUp(
  db: D1Database,
  { run, now }: { readonly run: string; readonly now: number },
): Promise<number> {
  const dead = `SELECT e.export_id FROM exports AS e
    JOIN outbox AS o ON o.message_id = 'upload_' || e.export_id
    WHERE e.way = 'send' AND e.state = 'waiting' AND o.state = 'dead' AND o.ended_as IS NULL`;
  const [failed] = await db.batch([
    db
      .prepare(
        `UPDATE uploads SET state = 'failed', run = ?1, changed_at = ?2, reason =
           (SELECT 'It could not be delivered: ' || coalesce(o.last_error, 'no answer') || '.'
            FROM export_rows AS r JOIN outbox AS o ON o.message_id = 'upload_' || r.export_id
            WHERE r.upload_id = uploads.upload_id AND o.state = 'dead'
            ORDER BY o.seq DESC LIMIT 1)
         WHERE state = 'queued' AND upload_id IN
           (SELECT upload_id FROM export_rows WHERE export_id IN (${dead}))`,
      )
      .bind(run, now),
    db
      .prepare(
        `INSERT INTO upload_history (upload_id, state, reason, at)
         SELECT upload_id, state, reason, ?2 FROM uploads WHERE run = ?1`,
      )
      .bind(run, now),
    db
      .prepare(
        `UPDATE exports SET state = 'refused', settled_at = ?1,
           answer = 'It could not be delivered; see what was given up.'
         WHERE export_id IN (${dead})`,
      )
      .bind(now),
    db.prepare(
      `UPDATE outbox SET ended_as = 'undelivered' WHERE state = 'dead' AND ended_as IS NULL
         AND message_id IN (SELECT 'upload_' || export_id FROM exports WHERE state = 'refused')`,
    ),
  ]);
  return failed?.meta.changes ?? 0;
}

/** Exports whose platform tells later, sent before a moment and not settled. */
export async function readAskable(db: D1Database, before: number): Promise<readonly KnownExport[]> {
  const { results } = await db
    .prepare(
      `SELECT ${EXPORT} FROM exports AS e WHERE e.request_id IS NOT NULL AND e.settled_at IS NULL
         AND e.created_at < ?1 ORDER BY e.created_at LIMIT 20`,
    )
    .bind(before)
    .all<Row>();
  return toExports(results);
}

/** Rows of an export that are sent and not settled. */
export async function readSentRows(db: D1Database, exportId: string): Promise<readonly number[]> {
  const { results } = await db
    .prepare(
      `SELECT u.upload_id FROM export_rows AS r JOIN uploads AS u ON u.upload_id = r.upload_id
       WHERE r.export_id = ?1 AND u.state = 'sent' ORDER BY r.position`,
    )
    .bind(exportId)
    .all<{ upload_id: number }>();
  return results.map(({ upload_id }) => upload_id);
}
