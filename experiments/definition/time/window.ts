import type { Window } from '../../contract/window.ts';
import { endOfDay, isDay, localText, momentSchema, placeMoment } from './moment.ts';

/** A window as it is written. */
export type Times = { readonly from?: string | undefined; readonly until?: string | undefined };

/** Keys that pages, announcements and sections share. */
export const timesShape = {
  /** First moment at which it shows: a day, "2026-12-01 09:00" in the page's time zone, or with an offset. */
  from: momentSchema.optional(),
  /** When it is over, written the same way; a day alone is its last. */
  until: momentSchema.optional(),
} as const;

/** The window of what is written, or null where nothing is: it shows always. */
export function windowOf({ from, until }: Times, timeZone: string): Window | null {
  if (from === undefined && until === undefined) return null;
  return {
    fromAt: from === undefined ? null : placeMoment(from, timeZone).at,
    untilAt: until === undefined ? null : untilAt(until, timeZone),
  };
}

/** Whether there is a moment in `outer` at which `inner` does not show. */
export function outlasts(outer: Window | null, inner: Window): boolean {
  const begins = inner.fromAt !== null && (outer?.fromAt ?? null) !== null;
  const ends = inner.untilAt !== null && (outer?.untilAt ?? null) !== null;
  return (
    (inner.fromAt !== null && !(begins && Number(outer?.fromAt) >= inner.fromAt)) ||
    (inner.untilAt !== null && !(ends && Number(outer?.untilAt) <= inner.untilAt))
  );
}

/** `from 2026-12-01 00:00 until 2026-12-25 00:00 (Europe/Berlin)` */
export function windowText({ fromAt, untilAt }: Window, timeZone: string): string {
  return [
    ...(fromAt === null ? [] : [`from ${localText(fromAt, timeZone)}`]),
    ...(untilAt === null ? [] : [`until ${localText(untilAt, timeZone)}`]),
    `(${timeZone})`,
  ].join(' ');
}

/** When what holds until a moment is over, in epoch ms: a day alone is its last. */
export function untilAt(until: string, timeZone: string): number {
  return isDay(until) ? endOfDay(until, timeZone) : placeMoment(until, timeZone).at;
}
