import type { LeadDeal, LeadDeliveryState } from '#experiments/crm/lead-line.ts';
import type { DealState } from '#experiments/revenue/deal-state.ts';

/** What is known of leads besides themselves, each with the lead that it is about. */
export type LeadDetails = {
  readonly experiments: readonly {
    readonly leadId: string;
    readonly experiment: string;
    readonly variant: string;
  }[];
  readonly deals: readonly (LeadDeal & { readonly leadId: string })[];
  readonly messages: readonly (Omit<LeadDeliveryState, 'destination' | 'references'> & {
    readonly messageId: string;
  })[];
  readonly references: readonly {
    readonly leadId: string;
    readonly source: string;
    readonly reference: string;
  }[];
};

/** What is known of these leads, and what became of these messages. */
export async function readLeadDetails(
  db: D1Database,
  { leadIds, messageIds }: Readonly<Record<'leadIds' | 'messageIds', readonly string[]>>,
): Promise<LeadDetails> {
  const given = JSON.stringify(leadIds);
  const among = 'lead_id IN (SELECT value FROM json_each(?1))';
  const [experiments, deals, messages, references] = await db.batch<Record<string, unknown>>([
    db
      .prepare(
        `SELECT lead_id, experiment_id, variant_id FROM lead_experiments WHERE ${among}
         ORDER BY experiment_id`,
      )
      .bind(given),
    db
      .prepare(
        `SELECT lead_id, source, deal_id, state FROM deals WHERE ${among}
         ORDER BY changed_at DESC`,
      )
      .bind(given),
    db
      .prepare(
        `SELECT message_id, state, ended_as, tries, next_try_at, last_error FROM outbox
         WHERE message_id IN (SELECT value FROM json_each(?1))`,
      )
      .bind(JSON.stringify(messageIds)),
    db
      .prepare(
        `SELECT lead_id, source, reference FROM lead_references WHERE ${among}
         ORDER BY created_at`,
      )
      .bind(given),
  ]);
  return {
    experiments: (experiments?.results ?? []).map((row) => ({
      leadId: row.lead_id as string,
      experiment: row.experiment_id as string,
      variant: row.variant_id as string,
    })),
    deals: (deals?.results ?? []).map((row) => ({
      leadId: row.lead_id as string,
      source: row.source as string,
      dealId: row.deal_id as string,
      state: JSON.parse(row.state as string) as DealState,
    })),
    messages: (messages?.results ?? []).map((row) => ({
      messageId: row.message_id as string,
      ...stateOf(row),
    })),
    references: (references?.results ?? []).map((row) => ({
      leadId: row.lead_id as string,
      source: row.source as string,
      reference: row.reference as string,
    })),
  };
}

function stateOf(
  row: Record<string, unknown>,
): Pick<LeadDeliveryState, 'state' | 'why' | 'nextTryAt'> {
  const error = (row.last_error as string | null) ?? '';
  if (row.state === 'delivered') return { state: 'delivered', why: '', nextTryAt: null };
  if (row.state === 'waiting') {
    const nextTryAt = error === '' ? null : (row.next_try_at as number);
    return { state: 'waiting', why: error, nextTryAt };
  }
  return row.ended_as === null
    ? { state: 'given-up', why: error, nextTryAt: null }
    : { state: 'not-sent', why: row.ended_as as string, nextTryAt: null };
}
