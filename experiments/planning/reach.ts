import { alwaysValidPower, fewestVisitors } from './always-valid.ts';
import { oneLookPower } from './one-look.ts';
import { type Pair, pairOf } from './pair.ts';
import type { PlanQuestion } from './question.ts';
import { smallestChange } from './smallest-change.ts';

/** The smallest relative changes that so many weeks show with the planned power; null: none. */
export type Reach = {
  readonly weeks: number;
  /** Visitors who take part in that time. */
  readonly visitors: number;
  readonly oneLook: number | null;
  /** With `plan.visitors` frozen at the pair's visitors of that time. */
  readonly alwaysValid: number | null;
};

/** Weeks that people can wait for an answer. */
const HORIZONS = [2, 4, 8] as const;

/**
 * What 2, 4 and 8 weeks can show at the given visitors per day who take part. The question must be
 * valid; its `mde` only says which direction is meant.
 */
export function reachIn(question: PlanQuestion, perDay: number): readonly Reach[] {
  const { baseline, mde, power } = question;
  const search = { baseline, power, direction: mde > 0 ? 1 : -1 } as const;
  const equal = pairOf(question, 0);
  const pairShare = equal.control + equal.treatment;
  return HORIZONS.map((weeks) => {
    const all = perDay * 7 * weeks;
    const visitors = Math.floor(all * pairShare);
    const smallest = (powerOf: (change: Pair) => number): number | null =>
      visitors < fewestVisitors(equal)
        ? null
        : smallestChange((mde) => powerOf(pairOf(question, mde)), search);
    return {
      weeks,
      visitors: Math.floor(all),
      oneLook: smallest((pair) => oneLookPower(pair, visitors)),
      alwaysValid: smallest((pair) => alwaysValidPower(pair, { visitors, planned: visitors })),
    };
  });
}
