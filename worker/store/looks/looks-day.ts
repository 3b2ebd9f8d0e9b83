import { siteDay } from '../operation/site-day.ts';

/** No zone is farther than this from UTC. */
const FARTHEST_MS = 15 * 3_600_000;

/**
 * The instant in epoch milliseconds at which a calendar day begins in an IANA time zone: the first
 * that is no longer the day before. Right on days of 23 and 25 hours, and where a change of clocks
 * leaves out midnight.
 */
export function startOfDay(day: string, timeZone: string): number {
  let before = Date.parse(`${day}T00:00:00Z`) - FARTHEST_MS;
  let after = before + 2 * FARTHEST_MS;
  while (after - before > 1) {
    const middle = Math.floor((before + after) / 2);
    if (siteDay(middle, timeZone) < day) before = middle;
    else after = middle;
  }
  return after;
}
