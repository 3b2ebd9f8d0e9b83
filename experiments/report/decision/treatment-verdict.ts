import type { OpenCondition, Verdict } from '../../contract/decision.ts';
import type { Comparison } from '../../contract/look.ts';
import type { Stratum } from '../../contract/stratum.ts';
import type { CatalogExperiment } from '../../definition/catalog/catalog.ts';
import type { Metric } from '../../definition/metric/metric.ts';
import { sum } from '../strata/strata.ts';
import { addDays } from './civil-day.ts';
import { CLOSED_SHARE } from './thresholds.ts';
import {
  closedDaysLeft,
  closedPart,
  closedShare,
  daysLeft,
  type Timing,
  weeksDay,
  weeksPassed,
  windowsDay,
} from './timing.ts';
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
    /** Days of the window of a late metric, by its id; 0 for every other. */
    readonly lateWindow: (metricId: string) => number;
  },
): Verdict {
  const { comparisons, primary, timing, strata, column, lateWindow } = at;
  const lift = comparisons.find(({ role }) => role === 'primary')?.lift;
  if (!lift || !primary || !timing) return { kind: 'undecided', daysLeft: null };
  const visitors = sum(
    strata.map((stratum) => (stratum.visitors[0] ?? 0) + (stratum.visitors[column] ?? 0)),
  );
  const planned = plan.visitors ?? null;
  const late = lateWindow(primary.id);
  const everybody = sum(timing.perDay.map((row) => row.visitors));
  const left =
    late > 0
      ? closedDaysLeft(timing, {
          share: visitors / Math.max(1, everybody),
          planned,
          windowDays: late,
        })
      : daysLeft(timing, { visitors, planned });
  // Of a late metric only visitors whose window is over are compared at all.
  const compared = late > 0 ? closedPart(timing, late) : timing;
  const open = Math.max(
    0,
    ...comparisons
      .filter(({ guardrail }) => guardrail?.status === 'unclear')
      .map(({ metric }) => lateWindow(metric)),
  );
  return verdictOf(
    lift,
    {
      direction: primary.direction,
      alpha: plan.alpha,
      equivalence: plan.equivalenceBp === undefined ? null : plan.equivalenceBp / 10_000,
    },
    {
      guardrails: comparisons.flatMap(({ guardrail }) => (guardrail ? [guardrail.status] : [])),
      weeks: compared !== null && weeksPassed(compared),
      windows: late > 0 || (closedShare(timing, primary.windowDays) ?? 0) >= CLOSED_SHARE,
      waitUntil: (conditions) =>
        waitUntil(conditions, {
          timing,
          windowDays: primary.windowDays,
          left,
          late,
          guardrailWindow: late > 0 ? 0 : open,
        }),
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
  at: {
    readonly timing: Timing;
    readonly windowDays: number;
    readonly left: number | null;
    /** Days of the primary metric's window where it is late, else 0. */
    readonly late: number;
    /** The longest window of the late guardrails that are open, else 0. */
    readonly guardrailWindow: number;
  },
): string | null {
  const { timing, windowDays, left, late, guardrailWindow } = at;
  const dateOf = (condition: OpenCondition): string | null => {
    switch (condition) {
      case 'weeks':
        return addDays(weeksDay(timing), late);
      case 'windows':
        return windowsDay(timing, windowDays);
      case 'guardrail':
        return guardrailDay(timing, { left, windowDays: guardrailWindow });
    }
  };
  const dates = open.flatMap((condition) => dateOf(condition) ?? []).sort();
  const last = dates.at(-1);
  if (last === undefined) return null;
  const nextLook = addDays(timing.day, 1);
  return addDays(last > nextLook ? last : nextLook, 1);
}

/** When the planned visitors are in and have had the window of the guardrails; null once they have. */
function guardrailDay(
  { day, perDay }: Timing,
  { left, windowDays }: { readonly left: number | null; readonly windowDays: number },
): string | null {
  if (left === null) return null;
  if (left > 0) return addDays(day, left + windowDays);
  const last =
    perDay
      .map((row) => row.day)
      .sort()
      .at(-1) ?? day;
  const closed = addDays(last, windowDays);
  return windowDays > 0 && closed > day ? closed : null;
}
