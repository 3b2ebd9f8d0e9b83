import type { Entries, Entry } from './entries.ts';

/** One row to be added to the conversions. */
export type Booking = Omit<Entry, 'minor'> & {
  readonly metricId: string;
  /** 1 adds a conversion, -1 takes one back, 0 changes the value of one. */
  readonly quantity: 1 | 0 | -1;
  /** Added to the value; null where the metric has none. */
  readonly minor: number | null;
};

/**
 * What turns the conversions that a deal has brought so far into those that it is worth now. Rows
 * are only ever added: what was booked for another visitor or moment is taken back there, so that
 * every sum over any days comes out as if only the end had been booked.
 */
export function bookings(before: Entries, after: Entries): readonly Booking[] {
  const metricIds = [...new Set([...Object.keys(before), ...Object.keys(after)])].sort();
  return metricIds.flatMap((metricId): Booking[] => {
    const was = before[metricId];
    const is = after[metricId];
    if (was && is && samePlace(was, is)) {
      const minor = is.minor === null ? null : is.minor - (was.minor ?? 0);
      return minor ? [{ ...is, metricId, quantity: 0, minor }] : [];
    }
    return [
      ...(was ? [{ ...was, metricId, quantity: -1 as const, minor: negative(was.minor) }] : []),
      ...(is ? [{ ...is, metricId, quantity: 1 as const }] : []),
    ];
  });
}

function samePlace(a: Entry, b: Entry): boolean {
  return a.unitId === b.unitId && a.viewNonce === b.viewNonce && a.at === b.at;
}

function negative(minor: number | null): number | null {
  return minor === null || minor === 0 ? minor : -minor;
}
