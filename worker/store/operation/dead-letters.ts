/** A message that was given up, for the person who decides what becomes of it. */
export type DeadLetter = {
  readonly messageId: string;
  readonly channel: string;
  readonly createdAt: number;
  readonly settledAt: number;
  readonly tries: number;
  readonly error: string;
};

/** Somebody sent given-up messages once more. */
export type Replay = {
  readonly actedAt: number;
  readonly actor: string;
  /** Null: all of them. */
  readonly messageId: string | null;
  readonly messages: number;
};

/** What was given up, the latest first, and how much of it there is. */
export async function readDeadLetters(
  db: D1Database,
  limit: number,
): Promise<{ readonly letters: readonly DeadLetter[]; readonly count: number }> {
  const { results } = await db
    .prepare(
      `SELECT message_id, channel, created_at, settled_at, tries, last_error, count(*) OVER () AS count
       FROM outbox WHERE state = 'dead' AND ended_as IS NULL ORDER BY seq DESC LIMIT ?1`,
    )
    .bind(limit)
    .all<Record<string, unknown>>();
  return {
    count: (results[0]?.count as number | undefined) ?? 0,
    letters: results.map((row) => ({
      messageId: row.message_id as string,
      channel: row.channel as string,
      createdAt: row.created_at as number,
      settledAt: row.settled_at as number,
      tries: row.tries as number,
      error: (row.last_error as string | null) ?? '',
    })),
  };
}

/** Messages that were tried and wait for their next try, and when the oldest of them was written. */
export async function countWaiting(
  db: D1Database,
): Promise<{ readonly count: number; readonly oldestAt: number | null }> {
  const row = await db
    .prepare(
      `SELECT count(*) AS count, min(created_at) AS oldest_at FROM outbox
       WHERE state = 'waiting' AND last_error IS NOT NULL`,
    )
    .first<{ count: number; oldest_at: number | null }>();
  return { count: row?.count ?? 0, oldestAt: row?.oldest_at ?? null };
}

/**
 * Sends what was given up once more, from the first try: one message, or all (`messageId` null). On
 * record with who did it, unless there was nothing to send. Answers how many it were.
 */
export async function reviveMessages(
  db: D1Database,
  asked: { readonly messageId: string | null; readonly actor: string; readonly now: number },
): Promise<number> {
  const { messageId, actor, now } = asked;
  const given = "state = 'dead' AND ended_as IS NULL AND (?1 IS NULL OR message_id = ?1)";
  const [, revived] = await db.batch([
    db
      .prepare(
        `INSERT INTO replays (acted_at, actor, message_id, messages)
         SELECT ?2, ?3, ?1, count(*) FROM outbox WHERE ${given} HAVING count(*) > 0`,
      )
      .bind(messageId, now, actor),
    db
      .prepare(
        `UPDATE outbox SET state = 'waiting', tries = 0, next_try_at = ?2, settled_at = NULL
         WHERE ${given}`,
      )
      .bind(messageId, now),
  ]);
  return revived?.meta.changes ?? 0;
}

/** Who sent what once more, the latest first. */
export async function readReplays(db: D1Database, limit: number): Promise<readonly Replay[]> {
  const { results } = await db
    .prepare('SELECT acted_at, actor, message_id, messages FROM replays ORDER BY seq DESC LIMIT ?1')
    .bind(limit)
    .all<Record<string, unknown>>();
  return results.map((row) => ({
    actedAt: row.acted_at as number,
    actor: row.actor as string,
    messageId: row.message_id as string | null,
    messages: row.messages as number,
  }));
}
