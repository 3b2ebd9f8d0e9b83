import type { StageEvent } from '#experiments/contract/stages.ts';
import type { Catalog } from '#experiments/definition/catalog/catalog.ts';
import { emailKeys } from '../leads/email-key.ts';
import { readDueDeals } from '../store/deals/due-deals.ts';
import {
  previewStages,
  READ_AT_ONCE,
  recordStages,
  type StageRow,
  type StageVerdict,
} from '../store/deals/record-stages.ts';
import type { RejectRow } from '../store/events/rows.ts';
import { siteDay } from '../store/operation/site-day.ts';
import { readHandoff } from '../visitor/handoff.ts';
import type { Keyring } from '../visitor/keyring.ts';
import { bookRead } from './book.ts';

export type StageContext = {
  readonly db: D1Database;
  readonly catalog: Catalog;
  readonly keys: Keyring;
  readonly now: number;
};

/** An event, and when its sender is to be asked for what it leaves out; null: never. */
export type TakenStage = { readonly event: StageEvent; readonly lookupAt: number | null };

/**
 * Takes the events of one sender: writes them, ties them to their leads and books their deals, in two
 * transactions. Safe to repeat: what is on record changes nothing, and what a crash between the two
 * left unbooked is booked now, or by the cron. Throws `store-unavailable`.
 */
export async function takeStages(
  source: string,
  taken: {
    readonly events: readonly TakenStage[];
    readonly rejects: readonly RejectRow[];
  },
  context: StageContext,
): Promise<readonly StageVerdict[]> {
  const { db, catalog, now } = context;
  const rows = await rowsOf(source, taken.events, context);
  const day = siteDay(now, catalog.site.timeZone);
  const request = { day, receivedAt: now, rows, rejects: taken.rejects };
  const { verdicts, due } = await recordStages(db, request);
  await bookRead(db, due, { catalog, now });
  // Files bring more deals than are read at once.
  let read = due.length;
  for (let seen = read; read === READ_AT_ONCE && seen < rows.length; seen += read) {
    const further = await readDueDeals(db, rows, READ_AT_ONCE);
    await bookRead(db, further, { catalog, now });
    read = further.length;
  }
  return verdicts;
}

/** What would become of the events; writes nothing. */
export async function tryStages(
  source: string,
  events: readonly TakenStage[],
  context: StageContext,
): Promise<readonly StageVerdict[]> {
  return previewStages(context.db, await rowsOf(source, events, context));
}

/** Events as the store takes them: addresses hashed, hand-offs read. */
export function rowsOf(
  source: string,
  events: readonly TakenStage[],
  context: StageContext,
): Promise<readonly StageRow[]> {
  return Promise.all(events.map((taken) => rowOf(source, taken, context)));
}

async function rowOf(
  source: string,
  { event, lookupAt }: TakenStage,
  { keys, now }: StageContext,
): Promise<StageRow> {
  const { ref, amount } = event;
  const [record, ...further] = [ref.recordId ?? []].flat();
  const handoff = ref.handoff ? await readHandoff(ref.handoff, { keys, now: event.at }) : null;
  return {
    source,
    eventId: event.id.toWellFormed(),
    dealId: event.deal?.toWellFormed() ?? '',
    stage: event.stage,
    occurredAt: event.at,
    receivedAt: now,
    amountMinor: amount?.minor ?? null,
    currency: amount?.currency ?? null,
    handoff: ref.handoff?.toWellFormed() ?? null,
    recordId: record?.toWellFormed() ?? null,
    furtherRecords: further.map((one) => one.toWellFormed()),
    givenLeadId: ref.leadId?.toWellFormed() ?? null,
    emailKeys: await emailKeys(keys, ref.email ?? ''),
    visitor: handoff?.ok
      ? {
          unitId: handoff.handoff.unitId,
          viewNonce: handoff.handoff.viewNonce,
          since: handoff.handoff.issuedAt,
        }
      : null,
    lookupAt,
  };
}
