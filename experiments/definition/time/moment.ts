import * as z from 'zod';
import { daysFromCivil } from './instant.ts';

const MOMENT =
  /^(\d{4})-(\d\d)-(\d\d)(?:[T ]([01]\d|2[0-3]):([0-5]\d)(?::([0-5]\d)(?:\.\d+)?)?(Z|[+-](?:0\d|1[0-4]):[0-5]\d)?)?$/;

/**
 * A moment as people write it: a day (`2026-12-01`), a day and a time of the page's time zone
 * (`2026-12-01 09:00`), or a time with its own offset (`2026-12-01T09:00+01:00`, `…Z`).
 */
export const momentSchema = z
  .string()
  .refine((text) => MOMENT.test(text), {
    message:
      'a day (2026-12-01), a day and a time (2026-12-01 09:00) or a time with its offset (2026-12-01T09:00+01:00)',
    params: { allowed: true },
    abort: true,
  })
  .refine((text) => isMoment(text), 'the calendar has no such day');

/** Epoch milliseconds of a moment; `exists` is false for an hour that the zone's clock skips. */
export type Placed = { readonly at: number; readonly exists: boolean };

/**
 * When a moment is in an IANA time zone. A day alone is its midnight. Of an hour that the clock
 * shows twice it is the first; an hour that it skips counts from before the change, so that 02:30
 * becomes 03:30 (as "compatible" in ECMAScript Temporal, tc39.es/proposal-temporal).
 * @throws RangeError for a text that `momentSchema` refuses, or an unknown zone
 */
export function placeMoment(text: string, timeZone: string): Placed {
  const match = MOMENT.exec(text);
  if (match === null) throw new RangeError(`"${text}" is no moment`);
  const [year, month, day, hour, minute, second] = match
    .slice(1, 7)
    .map((part) => Number(part ?? 0)) as [number, number, number, number, number, number];
  const wall =
    (daysFromCivil(year, month, day) * 86_400 + hour * 3_600 + minute * 60 + second) * 1_000;
  const offset = match[7];
  if (offset !== undefined) return { at: wall - offsetMs(offset), exists: true };
  const before = offsetAt(wall - DAY_MS, timeZone);
  const after = offsetAt(wall + DAY_MS, timeZone);
  const found = [wall - before, wall - after].find((at) => wallAt(at, timeZone) === wall);
  return { at: found ?? wall - before, exists: found !== undefined };
}

/** The midnight after a day: the end of `until: 2026-12-24`, which holds all day. */
export function endOfDay(text: string, timeZone: string): number {
  const next = placeMoment(text, timeZone).at + 30 * HOUR_MS;
  return placeMoment(localText(next, timeZone).slice(0, 10), timeZone).at;
}

/** Whether a moment names a day without a time. */
export function isDay(text: string): boolean {
  return text.length === 10;
}

/** Date and time of a zone's clock: "2026-12-01 09:00". */
export function localText(at: number, timeZone: string): string {
  const parts = partsAt(at, timeZone);
  return `${parts.year}-${parts.month}-${parts.day} ${parts.hour}:${parts.minute}`;
}

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;

function isMoment(text: string): boolean {
  const [, year, month, day] = (MOMENT.exec(text) ?? []).map(Number);
  if (year === undefined || month === undefined || day === undefined) return false;
  if (month < 1 || month > 12 || day < 1) return false;
  const next = month === 12 ? daysFromCivil(year + 1, 1, 1) : daysFromCivil(year, month + 1, 1);
  return daysFromCivil(year, month, day) < next;
}

function offsetMs(offset: string): number {
  if (offset === 'Z') return 0;
  const [hours = 0, minutes = 0] = offset.slice(1).split(':').map(Number);
  return (offset.startsWith('-') ? -1 : 1) * (hours * HOUR_MS + minutes * 60_000);
}

/** How far a zone's clock is ahead of UTC, in milliseconds. */
export function offsetAt(at: number, timeZone: string): number {
  return wallAt(at, timeZone) - at;
}

/** What a zone's clock shows, as if it were UTC; `at` is a whole second. */
function wallAt(at: number, timeZone: string): number {
  const { year, month, day, hour, minute, second } = partsAt(at, timeZone);
  const days = daysFromCivil(Number(year), Number(month), Number(day));
  return (days * 86_400 + Number(hour) * 3_600 + Number(minute) * 60 + Number(second)) * 1_000;
}

type Part = 'year' | 'month' | 'day' | 'hour' | 'minute' | 'second';

/** What the clock of an IANA zone shows, each part with its leading zeros, hours from 00 to 23. */
export function partsAt(at: number, timeZone: string): Readonly<Record<Part, string>> {
  const parts = formatterOf(timeZone).formatToParts(at);
  return Object.fromEntries(parts.map(({ type, value }) => [type, value])) as Record<Part, string>;
}

const formatters = new Map<string, Intl.DateTimeFormat>();

function formatterOf(timeZone: string): Intl.DateTimeFormat {
  const known = formatters.get(timeZone);
  if (known !== undefined) return known;
  const formatter = new Intl.DateTimeFormat('en-US', {
    timeZone,
    hourCycle: 'h23',
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
    hour: '2-digit',
    minute: '2-digit',
    second: '2-digit',
  });
  formatters.set(timeZone, formatter);
  return formatter;
}
