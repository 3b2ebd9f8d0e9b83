import { attempt } from './attempt.ts';
import { insertConversions, insertFormArrival, insertLead } from './insert-rows.ts';
import { bookInsert } from './ledger.ts';
import type { ConversionRow, LeadRow, TouchpointRow } from './rows.ts';

/**
 * Writes a submit in one transaction: the lead, its conversions, and the arrival where the page
 * sent none. Idempotent by the lead's id. Throws `store-unavailable` when D1 does not take it.
 */
export async function recordLead(
  db: D1Database,
  submit: {
    readonly day: string;
    readonly lead: LeadRow;
    readonly conversions: readonly ConversionRow[];
    readonly touchpoint: TouchpointRow | null;
  },
): Promise<{ readonly duplicate: boolean }> {
  const statements = [
    insertLead(db, submit.lead),
    bookInsert(db, { day: submit.day, kind: 'form', received: 1 }),
  ];
  if (submit.conversions.length > 0) statements.push(insertConversions(db, submit.conversions));
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
