import { addDays, weekdayOf } from '../report/decision/civil-day.ts';

/** Weeks of a quarter. */
export const QUARTER_WEEKS = 13;

/** First and last day, both included. */
export type Days = { readonly from: string; readonly to: string };

/** The Monday of a day's week, as ISO 8601 counts. */
export function mondayOf(day: string): string {
  return addDays(day, 1 - weekdayOf(day));
}

/** The Mondays of so many weeks from one on. */
export function mondaysFrom(monday: string, weeks: number): readonly string[] {
  return Array.from({ length: weeks }, (_, index) => addDays(monday, 7 * index));
}

/** Whether two times share a day; no end is for ever. */
export function daysMeet(
  a: { readonly from: string; readonly to: string | null },
  b: { readonly from: string; readonly to: string | null },
): boolean {
  return (b.to === null || a.from <= b.to) && (a.to === null || b.from <= a.to);
}

/** Weeks that follow one another as one time: Mondays in, first and last day with their number out. */
export function joinedWeeks(
  mondays: readonly string[],
): readonly (Days & { readonly weeks: number })[] {
  const times: (Days & { readonly weeks: number })[] = [];
  for (const monday of mondays) {
    const last = times.at(-1);
    const week = { from: monday, to: addDays(monday, 6), weeks: 1 };
    if (last && addDays(last.to, 1) === monday) {
      times[times.length - 1] = { from: last.from, to: week.to, weeks: last.weeks + 1 };
    } else {
      times.push(week);
    }
  }
  return times;
}

/** `2026-11-23` → `2026-11`. */
export const monthOf = (day: string): string => day.slice(0, 7);

/** `2026-11-23` → `2026-Q4`. */
export function quarterOf(day: string): string {
  return `${day.slice(0, 4)}-Q${Math.ceil(Number(day.slice(5, 7)) / 3)}`;
}

/** Whether a text names a month of the calendar. */
export function isMonth(text: string): boolean {
  return /^2\d{3}-(0[1-9]|1[0-2])$/.test(text);
}

/** Every month from one to another, both included; the newest first. */
export function monthsBetween(first: string, last: string): readonly string[] {
  const months: string[] = [];
  for (let month = last; month >= first; month = monthOf(addDays(`${month}-01`, -1))) {
    months.push(month);
  }
  return months;
}
