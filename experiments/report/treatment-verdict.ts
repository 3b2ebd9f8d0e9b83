import type { OpenCondition, Verdict } from '../contract/decision.ts';
import type { Comparison } from '../contract/look.ts';
import type { Stratum } from '../contract/stratum.ts';
import type { CatalogExperiment } from '../definition/catalog.ts';
import type { Metric } from '../definition/metric.ts';
import { addDays } from './civil-day.ts';
import { sum } from './strata.ts';
import { CLOSED_SHARE } from './thresholds.ts';
import { closedShare, daysLeft, type Timing, weeksDay, weeksPassed, windowsDay } from './timing.ts';
import { verdictOf } from './verdict.ts';

/** The verdict on the treatment in `column`, with the dates that its conditions depend on. */
export function treatmentVerdict(
  { plan }: Pick<CatalogExperiment, 'plan'>,
  at: {
    readonly comparisons: readonly Comparison[];
    readonly primary: Metric | undefined;
    readonly timing: Timing | null;
    readonly strata: readonly Stratum[];
    readonly column: number;
  },
): Verdict {
  const { comparisons, primary, timing, strata, column } = at;
  const lift = comparisons.find(({ role }) => role === 'primary')?.lift;
  if (!lift || !primary || !timing) return { kind: 'undecided', daysLeft: null };
  const visitors = sum(
    strata.map((stratum) => (stratum.visitors[0] ?? 0) + (stratum.visitors[column] ?? 0)),
  );
  const left = daysLeft(timing, { visitors, planned: plan.visitors ?? null });
  return verdictOf(
    lift,
    {
      direction: primary.direction,
      alpha: plan.alpha,
      equivalence: plan.equivalenceBp === undefined ? null : plan.equivalenceBp / 10_000,
    },
    {
      guardrails: comparisons.flatMap(({ guardrail }) => (guardrail ? [guardrail.status] : [])),
      weeks: weeksPassed(timing),
      windows: (closedShare(timing, primary.windowDays) ?? 0) >= CLOSED_SHARE,
      waitUntil: (open) => waitUntil(open, { timing, windowDays: primary.windowDays, left }),
      daysLeft: left,
    },
  );
}

/**
 * The morning after the look at which every open condition that has a date is met. A guardrail's
 * date is the end of the plan; null when no open condition has one.
 */
function waitUntil(
  open: readonly OpenCondition[],
  at: { readonly timing: Timing; readonly windowDays: number; readonly left: number | null },
): string | null {
  const { timing, windowDays, left } = at;
  const dateOf = (condition: OpenCondition): string | null => {
    switch (condition) {
      case 'weeks':
        return weeksDay(timing);
      case 'windows':
        return windowsDay(timing, windowDays);
      case 'guardrail':
        return left === null || left === 0 ? null : addDays(timing.day, left);
    }
  };
  const dates = open.flatMap((condition) => dateOf(condition) ?? []).sort();
  const last = dates.at(-1);
  if (last === undefined) return null;
  const nextLook = addDays(timing.day, 1);
  return addDays(last > nextLook ? last : nextLook, 1);
}
