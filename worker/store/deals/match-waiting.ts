import { dueInsert, matchUpdate } from './match-sql.ts';

/** Unmatched events that one run looks at. */
const PAGE = 1_000;

/**
 * Looks once more for the leads of unmatched events, the next page of them each time: a lead may
 * have come after its event, or its record's id may have been learned since. Marks their deals as
 * due. Answers how many events found theirs.
 */
export async function matchWaiting(db: D1Database, now: number): Promise<number> {
  const page = `SELECT * FROM stage_events WHERE matched_at IS NULL
    AND seq > (SELECT after_seq FROM stage_matching) ORDER BY seq LIMIT ${PAGE}`;
  const changed = `SELECT * FROM stage_events WHERE matched_at = ?1`;
  const results = await db.batch([
    db.prepare(matchUpdate(page)).bind(now),
    // From the beginning again after the last page.
    db.prepare(
      `UPDATE stage_matching SET after_seq = (
         SELECT CASE WHEN count(*) < ${PAGE} THEN 0 ELSE max(seq) END FROM (
           SELECT seq FROM stage_events WHERE matched_at IS NULL
             AND seq > (SELECT after_seq FROM stage_matching) ORDER BY seq LIMIT ${PAGE}))`,
    ),
    db.prepare(dueInsert(changed)).bind(now),
  ]);
  return results[0]?.meta.changes ?? 0;
}
