import type { Lift } from '../../contract/interval.ts';
import type { Refusal } from '../../contract/refusal.ts';
import { adjustPValues } from '../../stats/multiplicity.ts';

/**
 * Lifts with what holds for all of them together: adjusted p-values, and the `joint` intervals,
 * taken at alpha / size. Holm and Benjamini-Hochberg hold at any stopping time because the
 * p-values do. A comparison that cannot be read takes its place in the family with p = 1, so that
 * its arrival later never revokes a decision; a joint interval that does not exist is unbounded.
 * A family of one stays as it is.
 */
export function withFamily(
  lifts: readonly (Lift | Refusal)[],
  family: {
    readonly correction: 'holm' | 'BH';
    readonly alpha: number;
    readonly joint: readonly (Lift | Refusal)[];
  },
): readonly (Lift | Refusal)[] {
  const size = lifts.length;
  if (size < 2) return lifts;
  const { correction, alpha, joint } = family;
  const pValues = lifts.map((lift) => (lift.ok ? lift.pValue : 1));
  const together = adjustPValues(pValues, correction, alpha);
  if (!together.ok) return lifts.map((lift) => (lift.ok ? together : lift));
  return lifts.map((lift, index) => {
    const wide = joint[index];
    const adjustedPValue = together.adjusted[index];
    if (!lift.ok || adjustedPValue === undefined) return lift;
    const [lower, upper] = wide?.ok ? [wide.lower, wide.upper] : [null, null];
    const level = 1 - alpha / size;
    return { ...lift, family: { correction, size, adjustedPValue, lower, upper, level } };
  });
}
