import { type Refusal, refuse } from './refusal.ts';

/** Converted visitors `x` among `n` visitors; whole numbers, 0 ≤ x ≤ n ≤ 2^53 − 1. */
export type Counts = { readonly x: number; readonly n: number };

/** Counts of a control (A) and a treatment (B); whole numbers, conversions never above visitors. */
export type PairCounts = {
  readonly xA: number;
  readonly nA: number;
  readonly xB: number;
  readonly nB: number;
};

/** Whether a number can be a count: a whole number in [0, 2^53 − 1]. */
export const isCount = (value: number): boolean => Number.isSafeInteger(value) && value >= 0;

/** Whether a number can be an amount: finite and not negative. */
export const isAmount = (value: number): boolean => Number.isFinite(value) && value >= 0;

/** Whether `x` of `n` can be true at all. */
export const areCounts = ({ x, n }: Counts): boolean => isCount(x) && isCount(n) && x <= n;

/** Whether a significance level lies inside (0, 1). */
export const isAlpha = (alpha: number): boolean => alpha > 0 && alpha < 1;

/**
 * The refusal that stands before every inference on two arms, or `null` when both arms have
 * visitors and the counts can be true: `invalid-counts`, `invalid-alpha`, `no-visitors`.
 */
export function refusePair({ xA, nA, xB, nB }: PairCounts, alpha: number): Refusal | null {
  if (!areCounts({ x: xA, n: nA }) || !areCounts({ x: xB, n: nB })) return refuse('invalid-counts');
  if (!isAlpha(alpha)) return refuse('invalid-alpha');
  if (nA === 0 || nB === 0) return refuse('no-visitors');
  return null;
}
