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

/** Marks a thanks link as used; true the first time only. */
export async function useThanks(db: D1Database, leadId: string, now: number): Promise<boolean> {
  const result = await attempt(() =>
    db
      .prepare('UPDATE leads SET thanked_at = ?2 WHERE lead_id = ?1 AND thanked_at IS NULL')
      .bind(leadId, now)
      .run(),
  );
  return result.meta.changes === 1;
}
