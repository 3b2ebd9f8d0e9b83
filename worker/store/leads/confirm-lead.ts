import { insertConversions } from '../events/insert-rows.ts';
import type { ConversionRow } from '../events/rows.ts';
import { attempt } from '../operation/attempt.ts';
import type { OutboxMessage } from '../operation/outbox.ts';
import { insertLeadMessages } from './lead-messages.ts';

/** Channel of the outbox that asks people by e-mail whether a form was sent by them. */
export const CONFIRMATION_CHANNEL = 'confirmation-email';

/** What confirming needs to know of a lead. */
export type LeadToConfirm = {
  readonly formId: string;
  readonly landing: string;
  readonly unitId: string | null;
  readonly viewNonce: string | null;
  /** '' once the personal data are deleted. */
  readonly sealedFields: string;
  readonly confirmedAt: number | null;
};

/** A lead as its confirmation sees it; null when there is none, or it was taken for spam. */
export async function readLeadToConfirm(
  db: D1Database,
  leadId: string,
): Promise<LeadToConfirm | null> {
  const row = await attempt(() =>
    db
      .prepare(
        `SELECT form_id, landing, unit_id, view_nonce, sealed_fields, confirmed_at FROM leads
         WHERE lead_id = ?1 AND spam_reason IS NULL`,
      )
      .bind(leadId)
      .first<Record<string, unknown>>(),
  );
  return row === null
    ? null
    : {
        formId: row.form_id as string,
        landing: row.landing as string,
        unitId: row.unit_id as string | null,
        viewNonce: row.view_nonce as string | null,
        sealedFields: row.sealed_fields as string,
        confirmedAt: row.confirmed_at as number | null,
      };
}

/**
 * Asks by e-mail, in the batch that writes a lead: for the lead of this form and address that
 * stands, so that who sends the form again because the e-mail is lost gets another, at most one an
 * hour. Says nothing where it was confirmed already.
 */
export function insertConfirmationMessage(
  db: D1Database,
  lead: {
    readonly leadId: string;
    readonly formId: string;
    readonly emailKeys: readonly string[];
    readonly repeatsAfter: number;
    readonly now: number;
  },
): D1PreparedStatement {
  // As a text: D1 binds every number as a float, and 7.0 would stand in the id.
  const hour = String(Math.floor(lead.now / 3_600_000));
  return db
    .prepare(
      `INSERT INTO outbox (message_id, channel, payload, created_at, next_try_at)
       SELECT 'confirm:' || lead_id || ':' || ?5, ?6, json_object('leadId', lead_id), ?4, ?4
       FROM leads WHERE form_id = ?1 AND email_key IN (SELECT value FROM json_each(?2))
         AND (occurred_at > ?3 OR lead_id = ?7) AND spam_reason IS NULL AND confirmed_at IS NULL
       ON CONFLICT (message_id) DO NOTHING`,
    )
    .bind(
      lead.formId,
      JSON.stringify(lead.emailKeys),
      lead.repeatsAfter,
      lead.now,
      hour,
      CONFIRMATION_CHANNEL,
      lead.leadId,
    );
}

/**
 * Marks a lead as confirmed, once, with its conversions and deliveries, and takes back e-mails that
 * still wait.
 * Answers whether this call did it. Throws `store-unavailable`.
 */
export async function confirmLead(
  db: D1Database,
  lead: {
    readonly leadId: string;
    readonly now: number;
    readonly conversions: readonly ConversionRow[];
    /** What carries the lead away. */
    readonly messages: readonly OutboxMessage[];
  },
): Promise<boolean> {
  const { leadId, now, conversions, messages } = lead;
  const statements = [
    db
      .prepare(
        `UPDATE leads SET confirmed_at = ?2
         WHERE lead_id = ?1 AND confirmed_at IS NULL AND spam_reason IS NULL`,
      )
      .bind(leadId, now),
    db
      .prepare(
        `UPDATE outbox SET state = 'delivered', settled_at = ?2
         WHERE channel = ?3 AND state = 'waiting' AND payload = json_object('leadId', ?1)`,
      )
      .bind(leadId, now, CONFIRMATION_CHANNEL),
  ];
  if (conversions.length > 0) statements.push(insertConversions(db, conversions, leadId));
  if (messages.length > 0) statements.push(insertLeadMessages(db, leadId, { messages, now }));
  const [updated] = await attempt(() => db.batch(statements));
  return updated?.meta.changes === 1;
}
