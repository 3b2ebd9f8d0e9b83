import type { StageEvent } from '#experiments/contract/stages.ts';
import type { CrmSource } from '#experiments/definition/connections/crm-source.ts';
import { minorOf } from '#experiments/revenue/decimal.ts';
import { logEvent } from '../log.ts';
import { hubSpotDeals } from './hubspot-deals.ts';
import type { TakenStage } from './take-stages.ts';

/** A hook's sender waits at most five seconds for its answer. */
const PATIENCE_MS = 2_500;
/** When a CRM that did not answer is asked again. */
const LATER_MS = 60_000;

/** Whether the sender's CRM has to say whose deal it is, or for how much it was sold. */
function isIncomplete({ deal, stage, amount, ref }: StageEvent): boolean {
  const isNamed = Object.values(ref).some((value) => value);
  return deal !== undefined && (!isNamed || (stage === 'won' && amount === undefined));
}

/** The secret of a source's lookups; null where there is none, and then nothing is asked. */
function lookupToken(
  { lookup }: Pick<CrmSource, 'lookup'>,
  env: Readonly<Record<string, unknown>>,
): string | null {
  const token = lookup && env[lookup.secret];
  return typeof token === 'string' && token !== '' ? token : null;
}

/**
 * Events with what the CRM adds where they leave it out: people of a deal, and the amount of a sale.
 * Where the CRM does not answer in time the event goes on as it is, to be completed later.
 */
export async function completeStages(
  events: readonly StageEvent[],
  source: CrmSource,
  context: {
    readonly env: Readonly<Record<string, unknown>>;
    readonly currency: string;
    readonly now: number;
  },
): Promise<readonly TakenStage[]> {
  const token = lookupToken(source, context.env);
  const ids = events.filter(isIncomplete).map(({ deal }) => String(deal));
  if (token === null || !source.lookup || ids.length === 0) {
    return events.map((event) => ({ event, lookupAt: null }));
  }
  const { baseUrl } = source.lookup;
  const found = await hubSpotDeals(ids, { baseUrl, token, patienceMs: PATIENCE_MS });
  if (!found.ok) {
    logEvent('warn', 'lookup-failed', { of: source.id, error: found.error });
  }
  return events.map((event) => {
    if (!isIncomplete(event)) return { event, lookupAt: null };
    if (!found.ok) return { event, lookupAt: context.now + LATER_MS };
    const deal = found.deals.get(String(event.deal));
    if (!deal) return { event, lookupAt: null };
    const currency = deal.currency ?? context.currency;
    const minor = deal.amount === null ? null : minorOf(deal.amount, currency);
    const asked = event.stage === 'won' && event.amount === undefined && minor !== null;
    return {
      event: {
        ...event,
        ...(asked ? { amount: { minor, currency } } : {}),
        ref: {
          ...(deal.contactIds.length > 0 ? { recordId: [...deal.contactIds] } : {}),
          ...(deal.email === null ? {} : { email: deal.email }),
          ...event.ref,
        },
      },
      lookupAt: null,
    };
  });
}
