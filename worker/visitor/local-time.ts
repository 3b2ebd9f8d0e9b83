import type { LocalTime } from '#experiments/assignment/eligibility.ts';
import { WEEKDAYS } from '#experiments/assignment/weekday.ts';
import { logEvent } from '../log.ts';

const formatters = new Map<string, Intl.DateTimeFormat | null>();

/**
 * Day and time of an instant (epoch milliseconds) on the clocks of an IANA zone; null for a zone
 * that this runtime does not know, so that a page is served all the same.
 */
export function localTime(at: number, timeZone: string): LocalTime | null {
  const formatter = formatterFor(timeZone);
  if (formatter === null) return null;
  const parts = new Map(formatter.formatToParts(at).map(({ type, value }) => [type, value]));
  const name = parts.get('weekday')?.toLowerCase();
  const day = WEEKDAYS.find((one) => one === name);
  if (day === undefined) throw new Error(`"${name}" is no weekday`);
  return { day, minute: Number(parts.get('hour')) * 60 + Number(parts.get('minute')) };
}

function formatterFor(timeZone: string): Intl.DateTimeFormat | null {
  const known = formatters.get(timeZone);
  if (known !== undefined) return known;
  const formatter = newFormatter(timeZone);
  formatters.set(timeZone, formatter);
  return formatter;
}

function newFormatter(timeZone: string): Intl.DateTimeFormat | null {
  try {
    return new Intl.DateTimeFormat('en-US', {
      timeZone,
      weekday: 'short',
      hour: '2-digit',
      minute: '2-digit',
      hourCycle: 'h23',
    });
  } catch (error) {
    logEvent('error', 'unknown-time-zone', { of: timeZone, error });
    return null;
  }
}
