import type { Catalog } from '#experiments/definition/catalog/catalog.ts';
import type { Env } from '../env.ts';
import { markOutdated } from '../store/deals/book-deals.ts';
import { dueDeals } from '../store/deals/due-deals.ts';
import { matchWaiting } from '../store/deals/match-waiting.ts';
import { keyring } from '../visitor/keyring.ts';
import { book, frameOf, rulesOf } from './book.ts';
import { lookUpDue } from './look-up-due.ts';

/** Deals of one run; the next comes in some minutes. */
const MOST = 500;

/**
 * What hooks left to do: asks CRMs that did not answer in time, finds the leads of events that came
 * before them, and books what a crash, a new metric or a new rate left unbooked.
 */
export async function keepDeals(
  env: Env,
  { catalog, now }: { readonly catalog: Catalog; readonly now: number },
): Promise<void> {
  const keys = await keyring(env.TRUELIFT_SIGNING_KEYS, 'HMAC');
  if (keys) await lookUpDue(env, { db: env.DB, catalog, keys, now });
  await matchWaiting(env.DB, now);
  await markOutdated(env.DB, await rulesOf(frameOf(catalog)), MOST);
  await book(env.DB, await dueDeals(env.DB, MOST), { catalog, now });
}
