import type { Lift } from '../contract/interval.ts';
import type { Refusal } from '../contract/refusal.ts';
import type { ExperimentReport, MetricCell } from '../contract/report.ts';

/** The counts and numbers of a report, before they are put into words. */
export type Evidence = Omit<ExperimentReport, 'state'>;

/** Limits as fractions; null is unbounded. */
export type Limits = { readonly lower: number | null; readonly upper: number | null };

/** What the primary metric says about one treatment. */
export type Reading =
  | {
      readonly kind: 'better' | 'worse' | 'flat' | 'open';
      readonly variant: string;
      readonly limits: Limits;
    }
  | { readonly kind: 'unread'; readonly variant: string; readonly refusal: Refusal };

/**
 * One reading per treatment, in catalog order. `better` and `worse`: the interval leaves out 0,
 * after Holm where there are several treatments. `flat`: it lies within ± `equivalence` (a
 * fraction). `open`: everything else. The limits are those that hold for all treatments at once.
 */
export function readingsOf(
  evidence: Evidence,
  goal: { readonly direction: 'up' | 'down'; readonly equivalence: number | null },
): readonly Reading[] {
  return evidence.variants.slice(1).map(({ variant, metrics }): Reading => {
    const lift = primaryCell(metrics)?.lift;
    if (!lift) return { kind: 'unread', variant, refusal: { ok: false, reason: 'no-visitors' } };
    if (!lift.ok) return { kind: 'unread', variant, refusal: lift };
    const limits = jointLimits(lift);
    return { kind: kindOf(lift, { ...goal, alpha: evidence.experiment.alpha }), variant, limits };
  });
}

export function primaryCell(metrics: readonly MetricCell[]): MetricCell | undefined {
  return metrics.find((cell) => cell.role === 'primary');
}

/** The interval that holds for all treatments of the primary metric together. */
export function jointLimits(lift: Lift): Limits {
  const { lower, upper } = lift.family ?? lift;
  return { lower, upper };
}

function kindOf(
  lift: Lift,
  goal: {
    readonly direction: 'up' | 'down';
    readonly equivalence: number | null;
    readonly alpha: number;
  },
): 'better' | 'worse' | 'flat' | 'open' {
  const above = lift.lower !== null && lift.lower > 0;
  const below = lift.upper !== null && lift.upper < 0;
  const decided = lift.family === null || lift.family.adjustedPValue < goal.alpha;
  if (decided && (above || below)) return above === (goal.direction === 'up') ? 'better' : 'worse';
  const { lower, upper } = jointLimits(lift);
  const within =
    goal.equivalence !== null &&
    lower !== null &&
    upper !== null &&
    lower > -goal.equivalence &&
    upper < goal.equivalence;
  return within ? 'flat' : 'open';
}
