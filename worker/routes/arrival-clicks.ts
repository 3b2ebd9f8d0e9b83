import { clickPairs } from '#experiments/attribution/click-pairs.ts';
import { clicksOfArrival } from '#experiments/attribution/known-clicks.ts';
import { platformCookies } from '#experiments/attribution/platform-cookies.ts';
import {
  addressWithoutClickIds,
  withoutClickIds,
} from '#experiments/attribution/without-click-ids.ts';
import type { Arrival } from '#experiments/contract/events.ts';
import type { View } from '#experiments/contract/token.ts';
import type { ClickRow } from '../store/leads/touchpoint-clicks.ts';
import { allCookies } from '../visitor/cookie.ts';

/**
 * An arrival as its touchpoint keeps it: byte for byte, but that click ids are there and not which.
 * What names a click has one place of its own, so that a no takes all of it away.
 */
export function keptArrival({ query, referrer }: Arrival): Arrival {
  return {
    query: withoutClickIds(query.toWellFormed()),
    referrer: addressWithoutClickIds(referrer.toWellFormed()),
  };
}

/**
 * The click ids of a view as rows, and what ad platforms' cookies add: to be called only where use
 * for ads was granted. They come from the address, else from the view token, which brings them to a
 * form whose page no longer has the address.
 */
export function clickRows(
  request: Request,
  arrival: {
    readonly view: View;
    readonly unitId: string | null;
    /** Of the address, without "?"; '' when it is not known. */
    readonly query: string;
    readonly at: number;
  },
): readonly ClickRow[] {
  const { view, unitId, at } = arrival;
  const pairs = clickPairs([arrival.query, view.q ?? ''].join('&'));
  const cookies = platformCookies(allCookies(request));
  const shared = { touchpointEventId: view.n, unitId, viewNonce: view.n, occurredAt: at };
  return clicksOfArrival(pairs, cookies, view.t).map((pair) => ({ ...shared, ...pair }));
}
