import { type Arrived, isDirect, isWithinSite, type Touch, touchOf } from './touch.ts';

/** How somebody came, the first time and the last. Neither ever takes the other's place. */
export type Journey = {
  readonly first: Touch;
  readonly last: Touch;
  /** The last of which something says how it came; null when none does. */
  readonly lastNonDirect: Touch | null;
  /** How many arrivals there were. */
  readonly arrivals: number;
};

/**
 * The journey of one visitor until a moment (epoch milliseconds, inclusive), from arrivals in any
 * order; null without one. Going from page to page of the site is no arrival, unless nothing else is
 * on record or its address names a campaign.
 */
export function journeyOf(
  arrived: readonly Arrived[],
  { ownHosts, until }: { readonly ownHosts: readonly string[]; readonly until: number },
): Journey | null {
  const known = arrived
    .filter(({ occurredAt }) => occurredAt <= until)
    .sort((one, other) => one.occurredAt - other.occurredAt)
    .map((one) => ({ touch: touchOf(one, ownHosts), within: isWithinSite(one, ownHosts) }));
  const outside = known.filter(({ touch, within }) => !(within && isDirect(touch)));
  const touches = (outside.length > 0 ? outside : known.slice(0, 1)).map(({ touch }) => touch);
  const first = touches[0];
  const last = touches.at(-1);
  if (!first || !last) return null;
  const lastNonDirect = touches.findLast((touch) => !isDirect(touch)) ?? null;
  return { first, last, lastNonDirect, arrivals: touches.length };
}
