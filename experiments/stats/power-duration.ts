import { isAmount, isCount } from './counts.ts';
import { type Refusal, refuse } from './refusal.ts';

/** Days to run, and visitors needed by all arms together. */
export type Duration = { readonly ok: true; readonly days: number; readonly totalVisitors: number };

/**
 * How long an experiment must run: whole days, or whole weeks so that each weekday counts equally.
 *
 * `required` visitors per arm, with traffic split in their proportion; `trafficShare` of
 * `dailyVisitors` takes part, in (0, 1].
 * Refuses `invalid-counts`, `invalid-plan` (share or visitors impossible), `no-traffic`.
 */
export function experimentDuration(plan: {
  readonly required: readonly number[];
  readonly dailyVisitors: number;
  readonly trafficShare: number;
  readonly roundUpToWeeks: boolean;
}): Duration | Refusal {
  const { required, dailyVisitors, trafficShare, roundUpToWeeks } = plan;
  if (!required.every(isCount)) return refuse('invalid-counts');
  if (!(isAmount(dailyVisitors) && trafficShare >= 0 && trafficShare <= 1)) {
    return refuse('invalid-plan');
  }
  const totalVisitors = required.reduce((sum, visitors) => sum + visitors, 0);
  const perDay = dailyVisitors * trafficShare;
  if (perDay === 0) return refuse('no-traffic');
  const days = Math.ceil(totalVisitors / perDay);
  return { ok: true, days: roundUpToWeeks ? Math.ceil(days / 7) * 7 : days, totalVisitors };
}
