import type { OpenCondition, Verdict } from '../../contract/decision.ts';
import type { Lift } from '../../contract/interval.ts';
import type { GuardrailStatus } from '../../contract/look.ts';
import type { Refusal, RefusalReason } from '../../contract/refusal.ts';

/** What a treatment's primary metric is held against. */
export type Goal = {
  readonly direction: 'up' | 'down';
  readonly alpha: number;
  /** Effects within ± this fraction count as none; null when the plan names none. */
  readonly equivalence: number | null;
};

/** What besides the primary metric a verdict depends on. */
export type Circumstances = {
  readonly guardrails: readonly GuardrailStatus[];
  readonly weeks: boolean;
  readonly windows: boolean;
  /** The day on which the open conditions can be met; null when unknown. */
  readonly waitUntil: (open: readonly OpenCondition[]) => string | null;
  readonly daysLeft: number | null;
};

/** Limits as fractions; null is unbounded. */
export type Limits = { readonly lower: number | null; readonly upper: number | null };

/** Reasons that more data remove; everything else has to be mended. */
const EARLY: readonly RefusalReason[] = [
  'no-visitors',
  'too-few-visitors',
  'no-conversions',
  'too-few-conversions',
  'no-control-conversions',
  'too-few-buyers',
  'several-epochs',
  'zero-variance',
  'unbounded-lift',
  'windows-open',
];

/**
 * The verdict on one treatment whose data can be read: `better` needs the whole interval above 0,
 * every guardrail kept, whole weeks, and windows closed for most visitors; while one of these is
 * open it is `ahead`.
 */
export function verdictOf(
  lift: Lift | Refusal,
  goal: Goal,
  { guardrails, weeks, windows, waitUntil, daysLeft }: Circumstances,
): Verdict {
  if (!lift.ok) {
    return EARLY.includes(lift.reason)
      ? { kind: 'undecided', daysLeft }
      : { kind: 'withheld', reason: 'no-reading', refusal: lift.reason };
  }
  const side = sideOf(lift, goal.alpha);
  if (side !== null) {
    if ((side === 'above') !== (goal.direction === 'up')) return { kind: 'worse' };
    if (guardrails.includes('fails')) {
      return { kind: 'withheld', reason: 'guardrail-failed', refusal: null };
    }
    const open: OpenCondition[] = [];
    if (!weeks) open.push('weeks');
    if (!windows) open.push('windows');
    if (guardrails.includes('unclear')) open.push('guardrail');
    return open.length === 0
      ? { kind: 'better' }
      : { kind: 'ahead', open, waitUntil: waitUntil(open) };
  }
  const { equivalence } = goal;
  const { lower, upper } = jointLimits(lift);
  const within =
    equivalence !== null &&
    lower !== null &&
    upper !== null &&
    lower > -equivalence &&
    upper < equivalence;
  return within ? { kind: 'no-difference', equivalence } : { kind: 'undecided', daysLeft };
}

/** On which side of 0 the interval lies, after the correction of its family; null when on both. */
export function sideOf(lift: Lift, alpha: number): 'above' | 'below' | null {
  if (lift.family !== null && lift.family.adjustedPValue >= alpha) return null;
  if (lift.lower !== null && lift.lower > 0) return 'above';
  return lift.upper !== null && lift.upper < 0 ? 'below' : null;
}

/** The interval that holds for the whole family of a lift. */
export function jointLimits(lift: Lift): Limits {
  const { lower, upper } = lift.family ?? lift;
  return { lower, upper };
}
