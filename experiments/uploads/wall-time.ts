import { offsetAt, partsAt } from '../definition/time/moment.ts';

/**
 * Local time as Google's files want it: `2026-02-01 15:30:00`, without an offset, as the zone
 * stands in the file's first row. In the hour that a clock shows twice the offset is written behind
 * it (`2026-10-25 01:30:00+0100`, RFC 822 without a colon), which wins over the row. An ISO 8601
 * "T…Z" or "+00:00" is refused by the import.
 * Source: https://support.google.com/google-ads/answer/7014069
 */
export function googleTime(at: number, timeZone: string): string {
  const text = wallText(at, timeZone);
  const shownTwice = CLOCK_CHANGES_MS.some((change) => wallText(at + change, timeZone) === text);
  return shownTwice ? `${text}${offsetText(at, timeZone)}` : text;
}

/**
 * Time in UTC as Microsoft's files want it: `2/1/2026 3:30:00 PM`.
 * Source: https://learn.microsoft.com/en-us/advertising/bulk-service/offline-conversion
 */
export function microsoftTime(at: number): string {
  const { year, month, day, hour, minute, second } = partsAt(at, 'UTC');
  const half = Number(hour) < 12 ? 'AM' : 'PM';
  const shown = Number(hour) % 12 === 0 ? 12 : Number(hour) % 12;
  return `${Number(month)}/${Number(day)}/${year} ${shown}:${minute}:${second} ${half}`;
}

/** RFC 3339 in UTC, in whole seconds: `2026-02-01T15:30:00Z`. */
export function rfc3339(at: number): string {
  return `${wallText(at, 'UTC').replace(' ', 'T')}Z`;
}

/** Whole seconds since 1970, the unit of Meta and TikTok; what is left over is cut off. */
export function unixSeconds(at: number): number {
  return Math.floor(at / 1_000);
}

/** Microseconds since 1970, the unit of the Measurement Protocol. */
export function unixMicroseconds(at: number): number {
  return at * 1_000;
}

/** How far clocks go back: an hour, half an hour on Lord Howe. */
const CLOCK_CHANGES_MS = [-3_600_000, -1_800_000, 1_800_000, 3_600_000];

function wallText(at: number, timeZone: string): string {
  const { year, month, day, hour, minute, second } = partsAt(at, timeZone);
  return `${year}-${month}-${day} ${hour}:${minute}:${second}`;
}

/** `+0100`, as RFC 822 writes how far the zone is ahead of UTC. */
function offsetText(at: number, timeZone: string): string {
  // Of a whole second: what is left over is no part of the zone's clock.
  const minutes = offsetAt(unixSeconds(at) * 1_000, timeZone) / 60_000;
  const size = Math.abs(minutes);
  const pad = (value: number) => String(value).padStart(2, '0');
  return `${minutes < 0 ? '-' : '+'}${pad(Math.floor(size / 60))}${pad(size % 60)}`;
}
