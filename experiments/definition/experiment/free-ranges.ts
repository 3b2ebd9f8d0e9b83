/** Basis points of a group, from inclusive, until exclusive. */
export type RangeBp = readonly [from: number, until: number];

const ALL = 10_000;

/** What is left of a group between the parts that are taken, rising; empty when nothing is. */
export function freeRanges(taken: readonly RangeBp[]): readonly RangeBp[] {
  const free: RangeBp[] = [];
  let end = 0;
  for (const [from, until] of [...taken].sort(([a], [b]) => a - b)) {
    if (from > end) free.push([end, from]);
    end = Math.max(end, until);
  }
  return end < ALL ? [...free, [end, ALL]] : free;
}

/** The widest of several ranges, the first of equals; null when there is none. */
export function widest(ranges: readonly RangeBp[]): RangeBp | null {
  const width = ([from, until]: RangeBp) => until - from;
  return ranges.reduce<RangeBp | null>(
    (best, range) => (best === null || width(range) > width(best) ? range : best),
    null,
  );
}
