import type { Catalog } from '#experiments/definition/catalog/catalog.ts';
import { bookings } from '#experiments/revenue/bookings.ts';
import { creditOf } from '#experiments/revenue/credit.ts';
import { dealState } from '#experiments/revenue/deal-state.ts';
import { type DealFrame, entriesOf } from '#experiments/revenue/entries.ts';
import { bookDeals, type DealBooking } from '../store/deals/book-deals.ts';
import { type DealKey, type DueDeal, readDeals } from '../store/deals/due-deals.ts';
import { toHex } from '../visitor/hex.ts';

/** Deals of one transaction. */
const AT_ONCE = 25;
/** Whoever is outrun so often leaves the deal to the others, and to the cron. */
const TRIES = 5;

type BookContext = { readonly catalog: Catalog; readonly now: number };

/** Books deals by their names, see `bookRead`. */
export async function book(
  db: D1Database,
  keys: readonly DealKey[],
  context: BookContext,
): Promise<void> {
  for (let from = 0; from < keys.length; from += AT_ONCE) {
    await bookRead(db, await readDeals(db, keys.slice(from, from + AT_ONCE)), context);
  }
}

/**
 * Brings the conversions of deals to what their events say. Of two bookings of one deal at once one
 * starts over, with what the other wrote; a deal that was booked already adds nothing.
 */
export async function bookRead(
  db: D1Database,
  read: readonly DueDeal[],
  { catalog, now }: BookContext,
): Promise<void> {
  const frame = frameOf(catalog);
  const rules = await rulesOf(frame);
  let deals = read;
  for (let tried = 0; deals.length > 0 && tried < TRIES; tried++) {
    const booked = deals.map((deal) => bookingOf(deal, frame));
    const left = await bookDeals(db, booked, { bookingId: crypto.randomUUID(), rules, now });
    deals = left.length === 0 ? [] : await readDeals(db, left);
  }
}

function bookingOf(deal: DueDeal, frame: DealFrame): DealBooking {
  const state = dealState(deal.events);
  const credit = creditOf(deal.credits);
  const { entries, leftOut } = entriesOf({ source: deal.source, state, credit }, frame);
  const currencies = new Map(frame.metrics.map(({ id, currency }) => [id, currency]));
  return {
    ...deal,
    credit,
    state,
    booked: entries,
    leftOut,
    rows: bookings(deal.booked, entries).map((row) => ({
      ...row,
      currency: row.minor === null ? null : (currencies.get(row.metricId) ?? null),
    })),
  };
}

/** What deals are booked by. */
export function frameOf({ metrics, rates = [], site }: Catalog): DealFrame {
  return {
    metrics: metrics.filter(
      ({ source, ratio }) => (source === 'stage' || source === 'order') && ratio === undefined,
    ),
    rates,
    timeZone: site.timeZone,
  };
}

/** Changes whenever a deal that was booked before may be worth something else now. */
export async function rulesOf({ metrics, rates, timeZone }: DealFrame): Promise<string> {
  const read = metrics.map(({ id, type, source, match, currency }) => [
    id,
    type,
    source,
    match,
    currency,
  ]);
  const text = new TextEncoder().encode(JSON.stringify([read, rates, timeZone]));
  return toHex(await crypto.subtle.digest('SHA-256', text)).slice(0, 16);
}
