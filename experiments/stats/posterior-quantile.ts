/** The probability on one side of a point, with its derivative by the point (sign ignored). */
export type OneSide = {
  readonly probability: number;
  readonly slope: number;
  readonly side: 'below' | 'above';
};

/**
 * The point with probability `lower` below and `upper` above it (they sum to 1), within
 * [low, high], of a law known by one of its tails at each point.
 *
 * Newton's method on the logarithm of the smaller target's tail, kept inside a bracket.
 */
export function quantileOf(
  tail: (point: number) => OneSide,
  search: {
    readonly lower: number;
    readonly upper: number;
    readonly start: number;
    readonly low: number;
    readonly high: number;
  },
): number {
  const { lower, upper } = search;
  const useLower = lower <= upper;
  const target = useLower ? lower : upper;
  let { low, high } = search;
  let point = search.start > low && search.start < high ? search.start : (low + high) / 2;
  for (let i = 0; i < 200; i++) {
    const { probability, slope, side } = tail(point);
    const direct = (side === 'below') === useLower;
    const value = Math.max(direct ? probability : 1 - probability, Number.MIN_VALUE);
    // Positive when the point is too high.
    const gap = (Math.log(value) - Math.log(target)) * (useLower ? 1 : -1);
    if (Math.abs(gap) < 1e-14) return point;
    if (gap > 0) high = point;
    else low = point;
    const rate = Math.abs(slope) / value;
    let next = point - gap / rate;
    if (!(next > low && next < high)) next = (low + high) / 2;
    const settled =
      Math.abs(next - point) <= 1e-12 * Math.abs(next) || high - low <= 1e-15 * Math.abs(high);
    point = next;
    if (settled) break;
  }
  return point;
}
