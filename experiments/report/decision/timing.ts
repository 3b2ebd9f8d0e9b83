import type { ExposureCount } from '../counts/counts.ts';
import { sum } from '../strata/strata.ts';
import { addDays, dayNumber, daysSpanned } from './civil-day.ts';
import { closedUntil } from './late.ts';
import { CLOSED_SHARE, PACE_DAYS, WHOLE_WEEKS } from './thresholds.ts';

/** Visitors counted, by day of their exposure, up to the day of a look. */
export type Timing = {
  /** The last day that counts. */
  readonly day: string;
  readonly firstDay: string;
  /** Days from the first exposure to the last, both included. */
  readonly days: number;
  readonly perDay: readonly { readonly day: string; readonly visitors: number }[];
};

/** Farthest look ahead for a date: beyond it no date is named. */
const HORIZON_DAYS = 1_100;

/** Null before the first exposure, bots included. */
export function timingOf(exposures: readonly ExposureCount[], day: string): Timing | null {
  const seen = exposures.filter(({ visitors, bots }) => visitors + bots > 0);
  const days = seen.map((row) => row.day).sort();
  const [firstDay] = days;
  const lastDay = days.at(-1);
  if (firstDay === undefined || lastDay === undefined) return null;
  const totals = new Map<string, number>();
  for (const row of seen) totals.set(row.day, (totals.get(row.day) ?? 0) + row.visitors);
  return {
    day,
    firstDay,
    days: daysSpanned(firstDay, lastDay),
    perDay: [...totals].map(([one, visitors]) => ({ day: one, visitors })),
  };
}

/** The part of it whose windows of `windowDays` are over; null before the first is. */
export function closedPart(timing: Timing, windowDays: number): Timing | null {
  const until = closedUntil(timing.day, windowDays);
  const perDay = timing.perDay.filter((row) => row.day <= until);
  const last = perDay
    .map((row) => row.day)
    .sort()
    .at(-1);
  if (last === undefined) return null;
  return { ...timing, perDay, days: daysSpanned(timing.firstDay, last) };
}

/** Whether whole weeks of visitors are in. */
export function weeksPassed({ days }: Timing): boolean {
  return Math.floor(days / 7) >= WHOLE_WEEKS;
}

/**
 * Share of the visitors whose conversion window of `windowDays` has closed by the end of the day
 * of the look; null without visitors. Whoever came last on a day decides for the day.
 */
export function closedShare({ day, perDay }: Timing, windowDays: number): number | null {
  const total = sum(perDay.map(({ visitors }) => visitors));
  if (total === 0) return null;
  const closedUntil = dayNumber(day) - Math.ceil(windowDays);
  return sum(perDay.map((row) => (dayNumber(row.day) <= closedUntil ? row.visitors : 0))) / total;
}

/** Visitors per day over the last `PACE_DAYS` closed days, or all there were. */
export function paceOf({ day, firstDay, perDay }: Timing): number {
  const from = Math.max(dayNumber(firstDay), dayNumber(day) - PACE_DAYS + 1);
  const recent = perDay.filter((row) => dayNumber(row.day) >= from);
  return sum(recent.map(({ visitors }) => visitors)) / (dayNumber(day) - from + 1);
}

/** The day of the look that first has whole weeks, if visitors keep coming. */
export function weeksDay({ firstDay }: Timing): string {
  return addDays(firstDay, WHOLE_WEEKS * 7 - 1);
}

/**
 * The day of the look at which at least `CLOSED_SHARE` of the visitors will have had their
 * window, if they keep coming at the present pace; null when that is too far ahead.
 */
export function windowsDay(timing: Timing, windowDays: number): string | null {
  const pace = paceOf(timing);
  const width = Math.ceil(windowDays);
  const today = dayNumber(timing.day);
  const total = sum(timing.perDay.map(({ visitors }) => visitors));
  for (let ahead = 0; ahead <= HORIZON_DAYS; ahead += 1) {
    const closedUntil = today + ahead - width;
    const known = timing.perDay.filter((row) => dayNumber(row.day) <= closedUntil);
    const closed =
      sum(known.map(({ visitors }) => visitors)) + pace * Math.max(0, closedUntil - today);
    if (closed >= CLOSED_SHARE * (total + pace * ahead)) return addDays(timing.day, ahead);
  }
  return null;
}

/**
 * Days until a pair has its planned visitors at the present pace: 0 when it has them, null when
 * nobody planned or nothing tells the pace (fewer than two days, nobody lately).
 */
export function daysLeft(
  timing: Timing,
  pair: { readonly visitors: number; readonly planned: number | null },
): number | null {
  if (pair.planned === null) return null;
  if (pair.visitors >= pair.planned) return 0;
  const everybody = sum(timing.perDay.map(({ visitors }) => visitors));
  const pace = (paceOf(timing) * pair.visitors) / Math.max(1, everybody);
  if (daysSpanned(timing.firstDay, timing.day) < 2 || pace === 0) return null;
  return Math.ceil((pair.planned - pair.visitors) / pace);
}

/**
 * Days until so many visitors of a pair have had their window of `windowDays`; as `daysLeft` for a
 * late metric. `share`: of all visitors, what the pair gets.
 */
export function closedDaysLeft(
  timing: Timing,
  of: { readonly share: number; readonly planned: number | null; readonly windowDays: number },
): number | null {
  const { share, planned, windowDays } = of;
  if (planned === null || daysSpanned(timing.firstDay, timing.day) < 2) return null;
  const pace = paceOf(timing);
  const today = dayNumber(timing.day);
  for (let ahead = 0; ahead <= HORIZON_DAYS; ahead += 1) {
    const until = today + ahead - Math.ceil(windowDays);
    const known = timing.perDay.filter((row) => dayNumber(row.day) <= until);
    const closed = sum(known.map(({ visitors }) => visitors)) + pace * Math.max(0, until - today);
    if (closed * share >= planned) return ahead;
  }
  return null;
}
