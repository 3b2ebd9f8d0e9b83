import type { Cohort, Delay, Maturity } from '../../contract/maturity.ts';
import type { DayCounts } from '../../contract/report.ts';
import type { Metric } from '../../definition/metric/metric.ts';
import { namesOf } from '../../definition/metric/metric-names.ts';
import { wilsonInterval } from '../../stats/proportion-interval.ts';
import { sum } from '../strata/strata.ts';
import { dayNumber } from './civil-day.ts';
import { closedUntil, isLate } from './late.ts';
import { CLOSED_CONVERSIONS } from './thresholds.ts';

/** Delays of one metric's conversions, of visitors whose window is over. */
export type MetricDelays = { readonly metricId: string; readonly delays: readonly Delay[] };

const LEVEL_ALPHA = 0.05;

/**
 * How much of the late conversions has come, by week of exposure: "61 % of the expected deals of
 * week 1 have closed". Weeks begin with the first day of the experiment.
 *
 * The expectation is the empirical distribution of the delays of conversions whose visitors' windows
 * are over, all variants and experiments together; below `CLOSED_CONVERSIONS` of them it is unknown.
 * It is no forecast of a variant: one that closes more slowly has come less far than this says, which
 * is why no verdict is given from open windows. Limits: Wilson's for the share of those delays.
 * `day`: the last closed day. Null where no metric is late.
 */
export function maturityOf(
  daily: readonly DayCounts[],
  metrics: readonly Metric[],
  at: { readonly day: string; readonly delays: readonly MetricDelays[] },
): Maturity[] {
  const late = metrics.filter((metric) => isLate(metric) && !metric.ratio);
  return late
    .filter((metric) => metric.type === 'proportion' || !late.some((one) => isCountOf(one, metric)))
    .map(({ id, windowDays }) => {
      const delays = at.delays.find(({ metricId }) => metricId === id)?.delays ?? [];
      return {
        metric: id,
        windowDays,
        delays: [...delays],
        needed: CLOSED_CONVERSIONS,
        cohorts: weeksOf(daily).map((days) =>
          cohortOf(days, { metricId: id, windowDays, delays, day: at.day }),
        ),
      };
    });
}

/** Whether a metric counts the very deals whose amounts another averages: they come together. */
function isCountOf(count: Metric, mean: Metric): boolean {
  return (
    count.type === 'proportion' &&
    count.windowDays === mean.windowDays &&
    namesOf(count).join() === namesOf(mean).join()
  );
}

function weeksOf(daily: readonly DayCounts[]): readonly (readonly DayCounts[])[] {
  const seen = daily.filter(({ visitors }) => sum(visitors) > 0);
  const [first] = seen;
  if (!first) return [];
  const from = dayNumber(first.day);
  return [...Map.groupBy(seen, ({ day }) => Math.floor((dayNumber(day) - from) / 7)).entries()]
    .sort(([a], [b]) => a - b)
    .map(([, days]) => days);
}

function cohortOf(
  days: readonly DayCounts[],
  of: {
    readonly metricId: string;
    readonly windowDays: number;
    readonly delays: readonly Delay[];
    readonly day: string;
  },
): Cohort {
  const { metricId, windowDays, delays, day } = of;
  const columns = (days[0]?.visitors ?? []).map((_, column) => column);
  const from = days[0]?.day ?? day;
  const to = days.at(-1)?.day ?? day;
  const closed = to <= closedUntil(day, windowDays);
  return {
    from,
    to,
    visitors: columns.map((column) => sum(days.map((row) => row.visitors[column] ?? 0))),
    converted: columns.map((column) =>
      sum(days.map((row) => row.converted[metricId]?.[column] ?? 0)),
    ),
    closed,
    share: closed ? { ok: true, estimate: 1, lower: 1, upper: 1 } : shareOf(days, { delays, day }),
  };
}

/** The share that has come, averaged over the visitors of the days. */
function shareOf(
  days: readonly DayCounts[],
  { delays, day }: { readonly delays: readonly Delay[]; readonly day: string },
): Cohort['share'] {
  const all = sum(delays.map(({ conversions }) => conversions));
  if (all < CLOSED_CONVERSIONS) return { ok: false, reason: 'too-few-closed' };
  const parts = days.map((row) => {
    // Whoever came last on a day has had as many whole days as have passed since.
    const age = dayNumber(day) - dayNumber(row.day);
    const come = sum(
      delays.filter((delay) => delay.days < age).map(({ conversions }) => conversions),
    );
    const interval = wilsonInterval({ x: come, n: all }, LEVEL_ALPHA);
    const { lower, upper } = interval.ok ? interval : { lower: 0, upper: 1 };
    return { visitors: sum(row.visitors), estimate: come / all, lower, upper };
  });
  const visitors = sum(parts.map((part) => part.visitors));
  const mean = (value: (part: (typeof parts)[number]) => number) =>
    sum(parts.map((part) => part.visitors * value(part))) / visitors;
  return {
    ok: true,
    estimate: mean(({ estimate }) => estimate),
    lower: mean(({ lower }) => lower),
    upper: mean(({ upper }) => upper),
  };
}
