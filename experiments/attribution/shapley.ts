import {
  areCountedPaths,
  type CountedPath,
  type Credit,
  type CreditRefusal,
  channelsOf,
  refuseCredit,
  untouched,
} from './credit-by-channel.ts';

/**
 * Credit by Shapley's value of the game "conversions of the journeys that only touch these
 * channels": each conversion is shared evenly by the distinct channels of its journey. Credit and
 * `uncredited` (journeys without touches) sum to the conversions. Descriptive, as every
 * attribution model.
 *
 * Refuses `invalid-paths`.
 * Source: closed form of K. Zhao, S. H. Mahboobi & S. R. Bagheri 2018, eq. 8,
 * https://arxiv.org/abs/1804.05327 ; L. S. Shapley, A Value for n-Person Games, 1953
 */
export function creditByShapley(paths: readonly CountedPath[]): Credit | CreditRefusal {
  if (!areCountedPaths(paths)) return refuseCredit('invalid-paths');
  const credit = new Map(channelsOf(paths).map((channel) => [channel, 0]));
  for (const { path, conversions } of paths) {
    const distinct = new Set(path);
    for (const channel of distinct) {
      credit.set(channel, (credit.get(channel) ?? 0) + conversions / distinct.size);
    }
  }
  return { ok: true, credit: Object.fromEntries(credit), uncredited: untouched(paths) };
}

/**
 * Shapley's value of the game "conversion rate of the journeys that touch exactly these channels",
 * 0 for sets nobody took. Credit sums to the rate of the set of all channels and can be negative.
 * For comparison with tools that use this game; it does not add up to the conversions.
 *
 * Refuses `invalid-paths`. Linear in the observed sets: each contributes its rate times the weight
 * of joining it, minus the weight of leaving it behind.
 * Source: L. S. Shapley, A Value for n-Person Games, 1953, eq. 13
 */
export function shapleyOfConversionRate(paths: readonly CountedPath[]): Credit | CreditRefusal {
  if (!areCountedPaths(paths)) return refuseCredit('invalid-paths');
  const channels = channelsOf(paths);
  const credit = new Map(channels.map((channel) => [channel, 0]));
  for (const { members, rate } of ratesBySet(paths)) {
    const joining = shapleyWeight(members.size - 1, channels.length);
    const passing = shapleyWeight(members.size, channels.length);
    for (const channel of channels) {
      const change = members.has(channel) ? joining * rate : -passing * rate;
      credit.set(channel, (credit.get(channel) ?? 0) + change);
    }
  }
  return { ok: true, credit: Object.fromEntries(credit), uncredited: untouched(paths) };
}

function ratesBySet(paths: readonly CountedPath[]) {
  const sets = new Map<string, { members: Set<string>; conversions: number; journeys: number }>();
  for (const { path, conversions, nulls } of paths) {
    if (path.length === 0) continue;
    const members = new Set(path);
    const key = JSON.stringify([...members].sort());
    const entry = sets.get(key) ?? { members, conversions: 0, journeys: 0 };
    entry.conversions += conversions;
    entry.journeys += conversions + nulls;
    sets.set(key, entry);
  }
  return [...sets.values()]
    .filter(({ journeys }) => journeys > 0)
    .map(({ members, conversions, journeys }) => ({ members, rate: conversions / journeys }));
}

/** |S|! (K − |S| − 1)! / K!: how often a player joins exactly the set S of `size` others. */
function shapleyWeight(size: number, players: number): number {
  if (size > players - 1) return 0;
  let ways = players;
  for (let i = 1; i <= size; i++) ways *= (players - i) / i;
  return 1 / ways;
}
