import type { Lift } from '../contract/interval.ts';
import type { Refusal } from '../contract/refusal.ts';

/**
 * The lifts of several treatments with what holds for all of them together: Holm's adjusted
 * p-values, and the intervals `joint` taken at alpha / treatments. Holm keeps the error level at
 * any stopping time because the p-values do. A treatment that cannot be read takes its place in
 * the family with p = 1, so that its arrival later never revokes a decision.
 */
export function withFamily(
  lifts: readonly (Lift | Refusal)[],
  joint: readonly (Lift | Refusal)[],
): readonly (Lift | Refusal)[] {
  const adjusted = holm(lifts.map((lift) => (lift.ok ? lift.pValue : 1)));
  return lifts.map((lift, index) => {
    const wide = joint[index];
    const adjustedPValue = adjusted[index];
    if (!lift.ok || !wide?.ok || adjustedPValue === undefined) return lift;
    const { lower, upper, level } = wide;
    return { ...lift, family: { adjustedPValue, lower, upper, level } };
  });
}

/**
 * Holm's adjusted p-values, in the order given.
 * Source: S. Holm, Scand. J. Statist. 6 (1979) 65, https://www.jstor.org/stable/4615733
 */
function holm(pValues: readonly number[]): readonly number[] {
  const adjusted = pValues.map(() => 1);
  const ascending = pValues.map((p, index) => ({ p, index })).sort((a, b) => a.p - b.p);
  let largest = 0;
  for (const [rank, { p, index }] of ascending.entries()) {
    largest = Math.max(largest, Math.min(1, p * (pValues.length - rank)));
    adjusted[index] = largest;
  }
  return adjusted;
}
