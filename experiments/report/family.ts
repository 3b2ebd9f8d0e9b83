import type { Lift } from '../contract/interval.ts';
import type { Refusal } from '../contract/refusal.ts';
import { adjustPValues } from '../stats/multiplicity.ts';

/**
 * The lifts of several treatments with what holds for all of them together: Holm's adjusted
 * p-values, and the `joint` intervals, taken at alpha / treatments. Holm keeps the error level at
 * any stopping time because the p-values do. A treatment that cannot be read takes its place in
 * the family with p = 1, so that its arrival later never revokes a decision.
 */
export function withFamily(
  lifts: readonly (Lift | Refusal)[],
  family: { readonly alpha: number; readonly joint: readonly (Lift | Refusal)[] },
): readonly (Lift | Refusal)[] {
  const pValues = lifts.map((lift) => (lift.ok ? lift.pValue : 1));
  const holm = adjustPValues(pValues, 'holm', family.alpha);
  if (!holm.ok) return lifts.map((lift) => (lift.ok ? holm : lift));
  return lifts.map((lift, index) => {
    const wide = family.joint[index];
    const adjustedPValue = holm.adjusted[index];
    if (!lift.ok || !wide?.ok || adjustedPValue === undefined) return lift;
    const { lower, upper, level } = wide;
    return { ...lift, family: { adjustedPValue, lower, upper, level } };
  });
}
