import type { Look } from '../../contract/look.ts';
import type { Monthly } from '../../contract/monthly.ts';
import type { DayCounts } from '../../contract/report.ts';
import { addDays, daysSpanned } from '../decision/civil-day.ts';
import { PACE_DAYS } from '../decision/thresholds.ts';
import { armOf, sum } from '../strata/strata.ts';

/** A month, so that two of them compare. */
export const MONTH_DAYS = 30;

/**
 * What the decided treatments of a look come to in a month: the limits of the lift times control's
 * rate (or value) times the visitors of a month at the pace of the last `PACE_DAYS` closed days.
 * Null before a decision: a treatment counts as decided when it is better or worse.
 *
 * `daily` and `epochs` tell the pace. A visitor of an epoch that took part of the traffic stands for
 * all who came then: with an allocation of 2 500 bp for four. Only the lift's own uncertainty is in
 * the limits; pace and control's rate are taken as they were.
 */
export function monthlyOf(
  look: Look | null,
  counts: {
    readonly daily: readonly DayCounts[];
    readonly epochs: readonly { readonly epoch: number; readonly allocationBp: number }[];
  },
): Monthly | null {
  const decided =
    look?.treatments.filter(({ verdict }) => ['better', 'worse'].includes(verdict.kind)) ?? [];
  const primary = decided[0]?.comparisons.find(({ role }) => role === 'primary');
  if (!look || !primary) return null;
  const { metric, type } = primary;
  const arm = armOf(look.strata, metric, 0);
  const pace = paceOf(look.day, counts);
  if (arm.visitors === 0 || pace === null) return null;
  const control = (type === 'mean' ? arm.sumMinor : arm.converted) / arm.visitors;
  const visitors = pace.perDay * MONTH_DAYS;
  if (control <= 0) return null;
  const times = (lift: number | null) => (lift === null ? null : visitors * control * lift);
  return {
    metric,
    type,
    visitors,
    paceDays: pace.days,
    control,
    treatments: decided.flatMap(({ variant, comparisons }) => {
      const lift = comparisons.find(({ role }) => role === 'primary')?.lift;
      if (!lift?.ok) return [];
      const { lower, upper, level } = lift.family ?? lift;
      return [
        {
          variant,
          estimate: times(lift.estimate),
          // A rate cannot fall by more than all of it.
          lower: times(lower ?? -1),
          upper: times(upper),
          level,
        },
      ];
    }),
  };
}

/** Visitors per day over the last closed days, those outside the allocation included. */
function paceOf(
  day: string,
  { daily, epochs }: Parameters<typeof monthlyOf>[1],
): { readonly perDay: number; readonly days: number } | null {
  const rows = daily.filter((row) => row.day <= day && sum(row.visitors) > 0);
  const [first] = rows;
  if (!first) return null;
  const from = [first.day, addDays(day, 1 - PACE_DAYS)].sort()[1] ?? first.day;
  const days = daysSpanned(from, day);
  const came = rows
    .filter((row) => row.day >= from)
    .map((row) => {
      const allocationBp = epochs.find(({ epoch }) => epoch === row.epoch)?.allocationBp;
      return (sum(row.visitors) * 10_000) / (allocationBp || 10_000);
    });
  return { perDay: sum(came) / days, days };
}
