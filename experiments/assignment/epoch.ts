import type { EpochRow } from '../report/counts/counts.ts';

/**
 * Birth of a visitor in epoch milliseconds, read from the UUIDv7 (RFC 9562, section 5.7: the
 * first 48 bits are the Unix time in milliseconds). Any other text: null.
 */
export function bornAt(visitorId: string): number | null {
  const match = /^([0-9a-f]{8})-([0-9a-f]{4})-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/.exec(
    visitorId,
  );
  return match ? Number.parseInt(`${match[1]}${match[2]}`, 16) : null;
}

/**
 * The epoch a visitor belongs to for good: the last one in force when the id was born; ids older
 * than the experiment belong to its first. So moving weights never flips anybody.
 * `epochs` is not empty and rises in `epoch` and `effectiveAt`.
 */
export function epochOf(epochs: readonly EpochRow[], visitorId: string): EpochRow {
  const [first] = epochs;
  if (!first) throw new Error('an experiment has at least one epoch');
  const born = bornAt(visitorId);
  if (born === null) return first;
  return epochs.findLast((row) => row.effectiveAt <= born) ?? first;
}
