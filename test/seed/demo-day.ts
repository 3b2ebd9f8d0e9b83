import type { Random } from '#test/simulate/random.ts';
import { startOfDay } from '#worker/store/looks/looks-day.ts';
import { siteDay } from '#worker/store/operation/site-day.ts';

/** More people look for software in office hours. */
const HOURS = [
  6, 7, 8, 8, 9, 9, 9, 10, 10, 10, 11, 11, 12, 13, 13, 14, 14, 15, 15, 16, 17, 19, 20, 21,
];

/**
 * A moment in epoch milliseconds: within the UTC day that begins at the given one, or between the
 * start of the site's day and `now`.
 */
export function momentOfDay(
  day: number | { readonly now: number; readonly zone: string },
  random: Random,
): number {
  const hour = HOURS[Math.floor(random() * HOURS.length)] ?? 12;
  const within = random();
  if (typeof day === 'number') return day + hour * 3_600_000 + Math.floor(within * 3_600_000);
  const start = startOfDay(siteDay(day.now, day.zone), day.zone);
  return start + Math.floor((day.now - start) * within);
}
