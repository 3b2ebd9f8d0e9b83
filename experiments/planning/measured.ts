import type { ExperimentReport } from '../contract/report.ts';
import { daysSpanned } from '../report/decision/civil-day.ts';
import { FEW_CONVERSIONS } from '../report/decision/thresholds.ts';
import { sum } from '../report/strata/strata.ts';
import { wilsonInterval } from '../stats/proportion-interval.ts';

/** What of a report a plan is measured from. */
export type MeasuredReport = {
  readonly unit: ExperimentReport['unit'];
  readonly variants: readonly Pick<ExperimentReport['variants'][number], 'variant'>[];
  readonly epochs: readonly Pick<ExperimentReport['epochs'][number], 'epoch' | 'allocationBp'>[];
  readonly daily: readonly Omit<ExperimentReport['daily'][number], 'bots'>[];
};

/** A conversion rate that was seen, with its 95 % Wilson interval. */
export type MeasuredRate = {
  readonly ok: true;
  readonly converted: number;
  readonly visitors: number;
  readonly rate: number;
  readonly lower: number;
  readonly upper: number;
};

/** New visitors per day of the experiment's audience, those outside the allocation included. */
export type MeasuredTraffic = {
  readonly ok: true;
  readonly visitorsPerDay: number;
  /** Site days it was averaged over. */
  readonly days: number;
};

/** Why a report says too little. */
export type NotMeasured = {
  readonly ok: false;
  readonly reason: 'no-visitors' | 'mixed-units' | 'too-few-conversions';
};

/** Traffic of longer ago says little about next week's. */
const MOST_DAYS = 28;

/**
 * The rate of one variant (by its column) for one metric. Refuses `no-visitors`, `mixed-units`,
 * and `too-few-conversions` below 5 or without anybody who did not convert.
 */
export function measuredRate(
  report: MeasuredReport,
  of: { readonly metric: string; readonly column: number },
): MeasuredRate | NotMeasured {
  const visitors = sum(report.daily.map((row) => row.visitors[of.column] ?? 0));
  const converted = sum(report.daily.map((row) => row.converted[of.metric]?.[of.column] ?? 0));
  if (visitors === 0) return { ok: false, reason: 'no-visitors' };
  if (report.unit === null) return { ok: false, reason: 'mixed-units' };
  const interval = wilsonInterval({ x: converted, n: visitors }, 0.05);
  if (!interval.ok || converted < FEW_CONVERSIONS || converted >= visitors) {
    return { ok: false, reason: 'too-few-conversions' };
  }
  const { lower, upper } = interval;
  return { ok: true, converted, visitors, rate: converted / visitors, lower, upper };
}

/**
 * Visitors per day, from the newest whole weeks (at most four) between the first and the last day,
 * which are rarely whole; from what there is while it is less than a week. Each row is divided by
 * the allocation of its epoch, and by the experiment’s part of its group. Refuses `no-visitors`,
 * `mixed-units`.
 */
export function measuredTraffic(
  report: MeasuredReport,
  groupShare = 1,
): MeasuredTraffic | NotMeasured {
  const rows = report.daily.flatMap(({ day, epoch, visitors }) => {
    const { allocationBp = 0 } = report.epochs.find((one) => one.epoch === epoch) ?? {};
    const share = groupShare * (allocationBp / 10_000);
    const seen = sum(visitors);
    return seen > 0 && share > 0 ? [{ day, visitors: seen / share }] : [];
  });
  const [first, last] = [rows[0]?.day, rows.at(-1)?.day];
  if (first === undefined || last === undefined) return { ok: false, reason: 'no-visitors' };
  if (report.unit === null) return { ok: false, reason: 'mixed-units' };
  const whole = daysSpanned(first, last) - 2;
  if (whole < 7) {
    const all = whole + 2;
    return { ok: true, visitorsPerDay: sum(rows.map((row) => row.visitors)) / all, days: all };
  }
  const days = Math.min(MOST_DAYS, whole - (whole % 7));
  const recent = rows.filter(({ day }) => {
    const back = daysSpanned(day, last) - 1;
    return back >= 1 && back <= days;
  });
  return { ok: true, visitorsPerDay: sum(recent.map((row) => row.visitors)) / days, days };
}
