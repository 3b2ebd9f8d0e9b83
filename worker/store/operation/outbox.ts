/** A message that is to be told to somebody outside. */
export type OutboxMessage = {
  readonly messageId: string;
  readonly channel: string;
  /** JSON. */
  readonly payload: string;
};

/** A message whose delivery this caller has taken on. */
export type ClaimedMessage = OutboxMessage & {
  readonly seq: number;
  /** Deliveries tried before this one. */
  readonly tries: number;
  readonly createdAt: number;
};

/** How long a delivery may take before somebody else may try. */
const LEASE_MS = 60_000;

/** Puts a message into the outbox, once: in a batch with the write that it tells of. */
export function insertMessage(
  db: D1Database,
  { messageId, channel, payload }: OutboxMessage,
  now: number,
): D1PreparedStatement {
  return db
    .prepare(
      `INSERT INTO outbox (message_id, channel, payload, created_at, next_try_at)
       VALUES (?1, ?2, ?3, ?4, ?4) ON CONFLICT (message_id) DO NOTHING`,
    )
    .bind(messageId, channel, payload, now);
}

/** Takes on the delivery of what is due, the oldest first; nobody else gets it for a minute. */
export async function claimMessages(
  db: D1Database,
  { now, limit }: { readonly now: number; readonly limit: number },
): Promise<readonly ClaimedMessage[]> {
  const { results } = await db
    .prepare(
      `UPDATE outbox SET tries = tries + 1, next_try_at = ?1 + ?2
       WHERE seq IN (
         SELECT seq FROM outbox WHERE state = 'waiting' AND next_try_at <= ?1 ORDER BY seq LIMIT ?3)
       RETURNING seq, message_id, channel, payload, tries, created_at`,
    )
    .bind(now, LEASE_MS, limit)
    .all<Record<string, unknown>>();
  return results
    .map((row) => ({
      seq: row.seq as number,
      messageId: row.message_id as string,
      channel: row.channel as string,
      payload: row.payload as string,
      tries: (row.tries as number) - 1,
      createdAt: row.created_at as number,
    }))
    .sort((a, b) => a.seq - b.seq);
}

/** What became of a delivery. */
export type Settlement =
  | { readonly state: 'delivered' }
  | { readonly state: 'waiting'; readonly nextTryAt: number; readonly error: string }
  | { readonly state: 'dead'; readonly error: string }
  | { readonly state: 'ended'; readonly as: Ending };

/** Why nothing is left to send: what it is about was erased, is spam, or lost its consent. */
export type Ending = 'erased' | 'spam' | 'withdrawn';

/**
 * Writes down what became of a delivery, and in the same transaction what was learned by it
 * (`learned`: idempotent statements). The error is cut to 300 characters.
 */
export async function settleMessage(
  db: D1Database,
  seq: number,
  {
    settlement,
    now,
    learned = [],
  }: {
    readonly settlement: Settlement;
    readonly now: number;
    readonly learned?: readonly D1PreparedStatement[];
  },
): Promise<void> {
  const { state } = settlement;
  await db.batch([
    ...learned,
    db
      .prepare(
        `UPDATE outbox SET state = ?2, settled_at = ?3, last_error = ?4,
           next_try_at = coalesce(?5, next_try_at), ended_as = ?6
         WHERE seq = ?1 AND state = 'waiting'`,
      )
      .bind(
        seq,
        state === 'ended' ? 'dead' : state,
        state === 'waiting' ? null : now,
        'error' in settlement ? settlement.error.slice(0, 300) : null,
        state === 'waiting' ? settlement.nextTryAt : null,
        state === 'ended' ? settlement.as : null,
      ),
  ]);
}

/** Messages that were given up, and those that have waited longer than `lateMs`. */
export async function stuckMessages(
  db: D1Database,
  { now, lateMs }: { readonly now: number; readonly lateMs: number },
): Promise<{ readonly dead: number; readonly late: number; readonly oldestAt: number | null }> {
  const row = await db
    .prepare(
      `SELECT count(*) FILTER (WHERE state = 'dead') AS dead,
         count(*) FILTER (WHERE state = 'waiting') AS late, min(created_at) AS oldest_at
       FROM outbox WHERE (state = 'dead' AND ended_as IS NULL)
         OR (state = 'waiting' AND created_at <= ?1)`,
    )
    .bind(now - lateMs)
    .first<{ dead: number; late: number; oldest_at: number | null }>();
  return { dead: row?.dead ?? 0, late: row?.late ?? 0, oldestAt: row?.oldest_at ?? null };
}
