import type { Verdict, WithheldReason } from '../../contract/decision.ts';
import type { Decided } from '../../contract/look.ts';
import type { RefusalReason } from '../../contract/refusal.ts';
import type { DecidedExperiment } from './decide.ts';
import type { JudgedMetric } from './metric-roles.ts';
import { CLOSED_SHARE, WHOLE_WEEKS } from './thresholds.ts';
import { closedShare, type Timing } from './timing.ts';

/** When visitors came, and how many of them have had their time to convert. */
export function timesOf(
  timing: Timing | null,
  primary: JudgedMetric['metric'] | undefined,
): Pick<Decided, 'firstDay' | 'days' | 'closedShare'> {
  return {
    firstDay: timing?.firstDay ?? null,
    days: timing?.days ?? null,
    closedShare: timing && primary ? closedShare(timing, primary.windowDays) : null,
  };
}

/** What a look was taken of, and what its verdicts are held against. */
export function factsOf(
  { variants, plan, assignedBy }: DecidedExperiment,
  judged: readonly JudgedMetric[],
  day: string,
): Pick<Decided, 'v' | 'day' | 'variants' | 'assignedBy' | 'alpha' | 'plannedVisitors' | 'terms'> {
  const primary = judged.find(({ role }) => role === 'primary')?.metric;
  return {
    v: 1,
    day,
    variants: variants.map(({ id }) => id),
    ...(assignedBy === undefined ? {} : { assignedBy }),
    alpha: plan.alpha,
    plannedVisitors: plan.visitors ?? null,
    terms: {
      equivalenceBp: plan.equivalenceBp ?? null,
      windowDays: primary?.windowDays ?? null,
      wholeWeeks: WHOLE_WEEKS,
      closedShare: CLOSED_SHARE,
    },
  };
}

/** A look at counts that cannot be true: no number of them is passed on. */
export function withheld(
  definition: DecidedExperiment,
  judged: readonly JudgedMetric[],
  at: {
    readonly day: string;
    readonly reason: WithheldReason;
    readonly refusal: RefusalReason;
  },
): Decided {
  const { day, reason, refusal } = at;
  const verdict: Verdict = { kind: 'withheld', reason, refusal };
  return {
    ...factsOf(definition, judged, day),
    ...timesOf(null, undefined),
    unit: null,
    strata: [],
    srm: { ok: false, reason: refusal },
    treatments: definition.variants.slice(1).map(({ id }) => ({
      variant: id,
      verdict,
      comparisons: [],
    })),
    decision: verdict,
  };
}
