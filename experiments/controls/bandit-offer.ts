/** Visitors per arm and day, over the last seven closed days, below which a bandit only adds noise. */
export const BANDIT_VISITORS_A_DAY = 100;
/** Converted visitors of every arm before weights may follow them. */
export const BANDIT_CONVERTED = 30;

/** Whether the traffic carries a bandit; visitors and conversions have one entry per variant. */
export type BanditOffer = {
  readonly visitorsADay: readonly number[];
  readonly converted: readonly number[];
  readonly refusal: 'bandit-traffic' | 'bandit-conversions';
};

/**
 * Why no bandit is offered, or null when one is: with little traffic, or before every arm has
 * converted some visitors, the chance to be best is mostly chance.
 */
export function banditRefusal(
  offer: Pick<BanditOffer, 'visitorsADay' | 'converted'> | null,
): BanditOffer['refusal'] | null {
  if (!offer || offer.visitorsADay.length === 0) return 'bandit-traffic';
  if (offer.visitorsADay.some((visitors) => visitors < BANDIT_VISITORS_A_DAY)) {
    return 'bandit-traffic';
  }
  return offer.converted.some((count) => count < BANDIT_CONVERTED) ? 'bandit-conversions' : null;
}
