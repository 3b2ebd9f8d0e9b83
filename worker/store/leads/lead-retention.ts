/** What is deleted of leads, and when: epoch milliseconds, inclusive. */
export type LeadDeadlines = {
  readonly now: number;
  /** Personal data of leads up to this moment go. */
  readonly personalUntil: number;
  /** Keys of e-mail addresses up to this moment go, of leads and of what a CRM told: no match then. */
  readonly keysUntil: number;
};

/**
 * Deletes what has outlived its time: fields, keys of addresses, and digests after the end of their
 * platform's window. The lead itself stays, with what it saw, for its sale may close much later.
 * Idempotent. Answers how many rows each of the three lost.
 */
export async function deleteDueLeadData(
  db: D1Database,
  { now, personalUntil, keysUntil }: LeadDeadlines,
): Promise<{ readonly fields: number; readonly keys: number; readonly digests: number }> {
  const [fields, keys, , digests] = await db.batch([
    db
      .prepare(
        `UPDATE leads SET sealed_fields = '', erased_at = ?1
         WHERE erased_at IS NULL AND occurred_at <= ?2`,
      )
      .bind(now, personalUntil),
    db
      .prepare(
        'UPDATE leads SET email_key = NULL WHERE email_key IS NOT NULL AND occurred_at <= ?1',
      )
      .bind(keysUntil),
    db
      .prepare(
        `UPDATE stage_events SET email_key = NULL, email_keys = NULL
         WHERE email_key IS NOT NULL AND received_at <= ?1`,
      )
      .bind(keysUntil),
    db.prepare('DELETE FROM lead_digests WHERE delete_at <= ?1').bind(now),
  ]);
  return {
    fields: fields?.meta.changes ?? 0,
    keys: keys?.meta.changes ?? 0,
    digests: digests?.meta.changes ?? 0,
  };
}
