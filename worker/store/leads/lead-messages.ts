import type { OutboxMessage } from '../operation/outbox.ts';

/**
 * Puts messages that carry a lead into the outbox, in the batch that writes the lead or confirms it.
 * None while the lead is taken for spam; each once, however often the lead is sent.
 */
export function insertLeadMessages(
  db: D1Database,
  leadId: string,
  { messages, now }: { readonly messages: readonly OutboxMessage[]; readonly now: number },
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
