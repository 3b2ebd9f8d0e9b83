import { insertConversions, insertFormArrival } from '../events/insert-rows.ts';
import { bookInsert } from '../events/ledger.ts';
import type {
  ConversionRow,
  LeadDigestRow,
  LeadExperimentRow,
  LeadRow,
  TouchpointRow,
} from '../events/rows.ts';
import { attempt } from '../operation/attempt.ts';
import type { OutboxMessage } from '../operation/outbox.ts';
import { insertConfirmationMessage } from './confirm-lead.ts';
import {
  insertLead,
  insertLeadDigests,
  insertLeadExperiments,
  type LookBack,
} from './insert-lead.ts';
import { insertLeadMessages } from './lead-messages.ts';
import { type ClickRow, insertClicks } from './touchpoint-clicks.ts';

/**
 * Writes a submit in one transaction: the lead with what it saw and its digests, its conversions
 * unless it is spam, the question whether it was them, and the arrival where the page sent none.
 * Idempotent by the lead's id. Throws `store-unavailable` when D1 does not take it.
 */
export async function recordLead(
  db: D1Database,
  submit: {
    readonly day: string;
    readonly lead: LeadRow;
    readonly back: LookBack;
    readonly experiments: readonly LeadExperimentRow[];
    readonly digests: readonly LeadDigestRow[];
    /** Whether an e-mail asks for confirmation. */
    readonly confirm: boolean;
    /** What carries the lead away; none while it waits for a confirmation. */
    readonly messages: readonly OutboxMessage[];
    readonly conversions: readonly ConversionRow[];
    readonly touchpoint: TouchpointRow | null;
    /** Of the page's address, where use for ads was granted. */
    readonly clicks: readonly ClickRow[];
  },
): Promise<{ readonly duplicate: boolean }> {
  const { lead, back, experiments, digests, conversions, messages } = submit;
  const { leadId, formId, occurredAt: now } = lead;
  const statements = [
    insertLead(db, lead, back),
    bookInsert(db, { day: submit.day, kind: 'form', received: 1 }),
  ];
  if (experiments.length > 0) statements.push(insertLeadExperiments(db, leadId, experiments));
  if (digests.length > 0) statements.push(insertLeadDigests(db, lead, digests));
  if (conversions.length > 0) statements.push(insertConversions(db, conversions, leadId));
  if (messages.length > 0) statements.push(insertLeadMessages(db, leadId, { messages, now }));
  if (submit.confirm) {
    statements.push(insertConfirmationMessage(db, { ...back, leadId, formId, now }));
  }
  if (submit.clicks.length > 0) statements.push(insertClicks(db, submit.clicks));
  if (submit.touchpoint) statements.push(insertFormArrival(db, submit.touchpoint));
  const [inserted] = await attempt(() => db.batch(statements));
  return { duplicate: inserted?.meta.changes === 0 };
}

/** Writes the arrival of a form that was not accepted yet, unless its view has one. Idempotent. */
export async function recordArrival(db: D1Database, row: TouchpointRow): Promise<void> {
  await attempt(() => insertFormArrival(db, row).run());
}

/**
 * Uses a thanks link: true for the first visit, and for the same visitor's later ones, who reload
 * or come back to it. Anybody else with the link finds it used. A lead of a view that recognised
 * nobody has no visitor to tell from others: there the link alone opens the page, which is the same
 * for all.
 */
export async function useThanks(
  db: D1Database,
  leadId: string,
  visit: { readonly visitorId: string | null; readonly now: number },
): Promise<boolean> {
  const [used, lead] = await attempt(() =>
    db.batch<{ unit_id: string | null }>([
      db
        .prepare('UPDATE leads SET thanked_at = ?2 WHERE lead_id = ?1 AND thanked_at IS NULL')
        .bind(leadId, visit.now),
      db.prepare('SELECT unit_id FROM leads WHERE lead_id = ?1').bind(leadId),
    ]),
  );
  const owner = lead?.results[0]?.unit_id ?? null;
  const isOwn = owner !== null && (owner === visit.visitorId || owner === leadId);
  return used?.meta.changes === 1 || isOwn;
}
