import type { UnmatchedStage } from '#experiments/crm/lead-line.ts';

/** Stages that belong to no lead so far, the latest first. */
export async function readUnmatchedStages(
  db: D1Database,
  limit: number,
): Promise<readonly UnmatchedStage[]> {
  const { results } = await db
    .prepare(
      `SELECT received_at, occurred_at, source, stage, deal_id, amount_minor, currency,
         handoff IS NOT NULL AS by_handoff, record_id, given_lead_id,
         email_key IS NOT NULL AS by_email
       FROM stage_events WHERE matched_at IS NULL ORDER BY received_at DESC LIMIT ?1`,
    )
    .bind(limit)
    .all<Record<string, unknown>>();
  return results.map((row) => ({
    receivedAt: row.received_at as number,
    occurredAt: row.occurred_at as number,
    source: row.source as string,
    stage: row.stage as string,
    dealId: row.deal_id as string,
    amountMinor: row.amount_minor as number | null,
    currency: row.currency as string | null,
    named: [
      ...(row.by_handoff ? ['a hand-off reference'] : []),
      ...(row.record_id === null ? [] : [`record ${row.record_id}`]),
      ...(row.given_lead_id === null ? [] : [`lead ${row.given_lead_id}`]),
      ...(row.by_email ? ['an e-mail address'] : []),
    ],
  }));
}
