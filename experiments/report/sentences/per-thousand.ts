import type { Lift } from '../../contract/interval.ts';
import type { Refusal } from '../../contract/refusal.ts';
import type { MetricCell } from '../../contract/report.ts';
import type { Arm } from '../strata/strata.ts';

/**
 * A treatment's conversions per 1 000 visitors beside control's, and the range of the change: the
 * limits of the lift, for all treatments at once where there are several, times control's rate.
 * Null while an arm has no visitors.
 */
export function perThousandOf(
  control: Arm,
  treatment: Arm,
  lift: Lift | Refusal,
): MetricCell['perThousand'] {
  if (control.visitors === 0 || treatment.visitors === 0) return null;
  const from = (1_000 * control.converted) / control.visitors;
  const times = (limit: number | null) => (limit === null ? null : from * limit);
  // What a ratio comes to is unknown while control has nothing.
  const limits = lift.ok && from > 0 ? (lift.family ?? lift) : null;
  return {
    control: from,
    treatment: (1_000 * treatment.converted) / treatment.visitors,
    // A rate cannot fall by more than all of it.
    changeLower: limits && times(limits.lower ?? -1),
    changeUpper: limits && times(limits.upper),
  };
}
