import type { OutboxMessage } from './outbox.ts';

/**
 * Puts the messages of a lead into the outbox, each once: in a batch with the lead, or with its
 * confirmation. Nothing for a lead that is spam by what the store knows of it.
 */
export function insertLeadMessages(
  db: D1Database,
  {
    leadId,
    messages,
    now,
  }: {
    readonly leadId: string;
    readonly messages: readonly OutboxMessage[];
    readonly now: number;
  },
): D1PreparedStatement {
  return db
    .prepare(
      `INSERT INTO outbox (message_id, channel, payload, created_at, next_try_at)
       SELECT value ->> 'messageId', value ->> 'channel', value ->> 'payload', ?3, ?3
       FROM json_each(?2)
       WHERE EXISTS (SELECT 1 FROM leads WHERE lead_id = ?1 AND spam_reason IS NULL)
       ON CONFLICT (message_id) DO NOTHING`,
    )
    .bind(leadId, JSON.stringify(messages), now);
}
