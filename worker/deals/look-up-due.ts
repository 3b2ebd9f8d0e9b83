import type { StageEvent } from '#experiments/contract/stages.ts';
import type { CrmSource } from '#experiments/definition/connections/crm-source.ts';
import { nextTryAt } from '../outbox/retry.ts';
import {
  completeEvents,
  type DueLookup,
  dueLookups,
  failLookups,
} from '../store/deals/stage-lookups.ts';
import { completeStages } from './complete-stages.ts';
import { rowsOf, type StageContext } from './take-stages.ts';

/** Deals of one request to a CRM. */
const MOST = 100;

/**
 * Asks the CRMs that did not answer when their event came; by and by less often, for about three
 * days. An event whose source is gone from crm.yaml, or has no token any more, is not asked about.
 */
export async function lookUpDue(env: object, context: StageContext): Promise<void> {
  const { db, catalog, now } = context;
  const due = await dueLookups(db, { now, limit: MOST });
  for (const [id, events] of Map.groupBy(due, ({ source }) => source)) {
    const source = catalog.crm.sources.find((one) => one.id === id);
    if (!source)
      await failLookups(
        db,
        events.map((event) => ended(event)),
        'no such source',
      );
    else await lookUp(source, events, { ...context, env });
  }
}

async function lookUp(
  source: CrmSource,
  due: readonly DueLookup[],
  context: StageContext & { readonly env: object },
): Promise<void> {
  const { db, now, env, catalog } = context;
  const { currency } = catalog.site;
  const named = { env: { ...env }, currency, now };
  const taken = await completeStages(due.map(toEvent), source, named);
  const failed = taken.flatMap(({ lookupAt }, index) => {
    const event = due[index];
    if (lookupAt === null || !event) return [];
    const nextAt = nextTryAt(event.tries + 1, { now, random: 0 });
    return [{ source: event.source, eventId: event.eventId, nextAt }];
  });
  if (failed.length > 0) await failLookups(db, failed, 'the CRM did not answer');
  const known = taken.filter(({ lookupAt }) => lookupAt === null);
  if (known.length > 0) await completeEvents(db, await rowsOf(source.id, known, context), now);
}

function toEvent(due: DueLookup): StageEvent {
  const { eventId, dealId, stage, occurredAt, amountMinor, currency } = due;
  return {
    id: eventId,
    deal: dealId,
    stage: stage as StageEvent['stage'],
    at: occurredAt,
    ...(amountMinor === null ? {} : { amount: { minor: amountMinor, currency: currency ?? '' } }),
    ref: {},
  };
}

function ended({ source, eventId }: DueLookup) {
  return { source, eventId, nextAt: null };
}
