import { STILL_HERE } from './upload-states.ts';

/** Leads of which nothing may leave: gone, without consent, or spam. */
const WITHOUT_LEAVE = `NOT EXISTS (SELECT 1 FROM leads AS l WHERE l.lead_id = uploads.lead_id
  AND l.ad_use = 1)`;
const OF_SPAM = `EXISTS (SELECT 1 FROM leads AS l WHERE l.lead_id = uploads.lead_id
  AND l.spam_reason IS NOT NULL)`;

/**
 * Takes back what may not leave any more, and erases what names people: after a withdrawal or an
 * erasure everything about the lead, and whatever has come to the end of its platform's window.
 * Idempotent; answers how many uploads it stopped.
 */
export async function withdrawUploads(
  db: D1Database,
  { run, now }: { readonly run: string; readonly now: number },
): Promise<number> {
  const stop = (state: string, reason: string | null, where: string) =>
    db
      .prepare(
        `UPDATE uploads SET state = ?1, reason = ?2, sealed = '', run = ?3, changed_at = ?4
         WHERE ${where}`,
      )
      .bind(state, reason, run, now);
  const waiting = `(state IN (${STILL_HERE}) OR state = 'queued')`;
  const ended = `state NOT IN ('withdrawn', 'no-consent', 'dropped', 'too-late', 'failed')`;
  const results = await db.batch([
    stop('withdrawn', null, `${waiting} AND ${ended} AND ${WITHOUT_LEAVE}`),
    stop('dropped', 'The lead turned out to be spam.', `${waiting} AND ${ended} AND ${OF_SPAM}`),
    stop(
      'too-late',
      'It was not taken before the end of the platform’s window, and its digests are deleted.',
      `state IN ('eligible', 'linted', 'refused') AND sealed <> '' AND delete_at <= ?4`,
    ),
    db
      .prepare(
        `INSERT INTO upload_history (upload_id, state, reason, at)
         SELECT upload_id, state, reason, ?2 FROM uploads WHERE run = ?1 ORDER BY upload_id`,
      )
      .bind(run, now),
    db.prepare("UPDATE uploads SET sealed = '' WHERE sealed <> '' AND delete_at <= ?1").bind(now),
    db.prepare(`UPDATE uploads SET sealed = '' WHERE sealed <> '' AND ${WITHOUT_LEAVE}`),
  ]);
  return results.slice(0, 3).reduce((sum, { meta }) => sum + meta.changes, 0);
}
