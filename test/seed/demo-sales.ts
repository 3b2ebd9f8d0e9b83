import { chance, type Random, seeded } from '#test/simulate/random.ts';
import { DEMO } from './demo-world.ts';
import type { Write } from './rows.ts';
import type { OpenLead } from './visitor-rows.ts';

const DAY_MS = 86_400_000;
const SOURCE = 'crm';

type Step = { readonly share: number; readonly days: readonly [number, number] };

/**
 * What the CRM has said of a lead of /crm/ until `now` (epoch ms): how far it came, and what it
 * brought. The deals are booked by the server, as if its hooks had just been called.
 */
export function salesWrites(lead: OpenLead, { now }: { readonly now: number }): readonly Write[] {
  if (lead.landing !== '/crm/') return [];
  const random = seeded(`${DEMO.seed}/sales/${lead.leadId}`);
  const { qualified, opportunity, won, refunded } = DEMO.sales;
  const events: { readonly stage: string; readonly at: number; readonly minor?: number }[] = [];
  const goesOn = (step: Step, after: number): number | null =>
    chance(random, step.share) ? after + days(step, random) : null;

  const fits = { ...qualified, share: qualified.share * effect(lead) };
  const qualifiedAt = goesOn(fits, lead.occurredAt);
  const opportunityAt = qualifiedAt === null ? null : goesOn(opportunity, qualifiedAt);
  const wonAt = opportunityAt === null ? null : goesOn(won, opportunityAt);
  const minor = amount(random);
  if (qualifiedAt !== null) events.push({ stage: 'qualified', at: qualifiedAt });
  if (opportunityAt !== null) events.push({ stage: 'opportunity', at: opportunityAt });
  if (wonAt !== null) {
    events.push({ stage: 'won', at: wonAt, minor });
    const backAt = goesOn(refunded, wonAt);
    if (backAt !== null)
      events.push({ stage: 'refunded', at: backAt, minor: Math.round(minor / 2) });
  } else {
    const lastAt = opportunityAt ?? qualifiedAt ?? lead.occurredAt;
    events.push({ stage: 'lost', at: lastAt + days({ share: 1, days: [4, 20] }, random) });
  }
  const said = events.filter(({ at }) => at < now).map((event) => eventWrite(lead, event));
  return said.length === 0 ? [] : [...said, due(lead)];
}

function eventWrite(
  { leadId, unitId, occurredAt }: OpenLead,
  { stage, at, minor }: { readonly stage: string; readonly at: number; readonly minor?: number },
): Write {
  return {
    table: 'stage_events',
    at,
    row: {
      source: SOURCE,
      event_id: `${dealOf(leadId)}-${stage}`,
      deal_id: dealOf(leadId),
      stage,
      occurred_at: at,
      received_at: at,
      amount_minor: minor ?? null,
      currency: minor === undefined ? null : 'EUR',
      given_lead_id: leadId,
      lead_id: leadId,
      unit_id: unitId,
      matched_by: 'lead',
      matched_at: at,
      view_nonce: leadId,
      linked_at: occurredAt,
    },
  };
}

function due({ leadId, occurredAt }: OpenLead): Write {
  const row = { source: SOURCE, deal_id: dealOf(leadId), marks: 1 };
  return { table: 'deals_due', at: occurredAt, row };
}

function dealOf(leadId: string): string {
  return `deal-${leadId.slice(0, 8)}`;
}

function days({ days: [least, most] }: Step, random: Random): number {
  return Math.round((least + (most - least) * random()) * DAY_MS);
}

/** Log-normal, in whole euros. */
function amount(random: Random): number {
  const { medianMinor, sigma } = DEMO.sales.amount;
  const normal = Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random());
  return Math.round((medianMinor * Math.exp(sigma * normal)) / 100) * 100;
}

function effect({ seen }: OpenLead): number {
  const effects: Readonly<Record<string, Readonly<Record<string, number>>>> = DEMO.sales.effects;
  return seen.reduce(
    (product, { experiment, variantId }) =>
      product * (1 + (effects[experiment.id]?.[variantId] ?? 0)),
    1,
  );
}
