import type { Crossing, Look } from '../../contract/look.ts';
import { sum } from '../strata/strata.ts';
import { sideOf } from './verdict.ts';

/**
 * The treatments and metrics whose interval leaves out 0 at this look, after the correction of
 * their family; none while the look is withheld as a whole. Whoever keeps the first of each keeps
 * the first crossings.
 */
export function crossingsOf(look: Look): readonly Crossing[] {
  return look.treatments.flatMap(({ variant, verdict, comparisons }) => {
    if (verdict.kind === 'withheld' && verdict.reason !== 'guardrail-failed') return [];
    const column = look.variants.indexOf(variant);
    const visitors = sum(
      look.strata.map((stratum) => (stratum.visitors[0] ?? 0) + (stratum.visitors[column] ?? 0)),
    );
    return comparisons.flatMap(({ metric, lift }): readonly Crossing[] => {
      if (!lift.ok || sideOf(lift, look.alpha) === null) return [];
      const { lower, upper, level } = lift.family ?? lift;
      const { day, takenAt } = look;
      return [{ variant, metric, day, takenAt, visitors, lower, upper, level }];
    });
  });
}
