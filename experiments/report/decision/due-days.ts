import { addDays } from './civil-day.ts';

/**
 * The site days whose look is due, oldest first: every day that is over, from the first exposure
 * to the close of the last visitor's window, after the last look. Looks are never filled in behind
 * one that was taken.
 *
 * `today`: the site's day now; it is not over. `windowDays`: of the primary metric, or of a late
 * guardrail where that is longer.
 */
export function dueDays(
  seen: { readonly firstDay: string; readonly lastDay: string } | null,
  at: { readonly today: string; readonly lastLook: string | null; readonly windowDays: number },
): readonly string[] {
  if (seen === null) return [];
  const { today, lastLook, windowDays } = at;
  const settled = addDays(seen.lastDay, Math.ceil(windowDays));
  const yesterday = addDays(today, -1);
  const end = settled < yesterday ? settled : yesterday;
  const days: string[] = [];
  const first = lastLook === null ? seen.firstDay : addDays(lastLook, 1);
  for (let day = first; day <= end; day = addDays(day, 1)) days.push(day);
  return days;
}

/** The day that the next look covers once today's are taken; null when all windows are closed. */
export function nextLookDay(
  seen: { readonly lastDay: string } | null,
  at: { readonly today: string; readonly windowDays: number },
): string | null {
  if (seen === null) return null;
  return at.today <= addDays(seen.lastDay, Math.ceil(at.windowDays)) ? at.today : null;
}
