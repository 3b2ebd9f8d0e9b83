import { type PairCounts, refusePair } from './counts.ts';
import { rateDifference } from './proportion-test.ts';
import type { Refusal } from './refusal.ts';
import { findRoot } from './special/find-root.ts';
import { normalQuantile } from './special/normal-quantile.ts';

/**
 * A lift as a fraction (0.12 = +12 %) with limits. `lift` is `Infinity` when only the control has
 * no conversions and `null` when neither arm has any; limits run from −1 to `Infinity`.
 */
export type LiftInterval = {
  readonly ok: true;
  readonly lift: number | null;
  readonly lower: number;
  readonly upper: number;
};

/**
 * Fixed-horizon score interval of the relative lift of a conversion rate, of level 1 − alpha.
 * The default for a lift: defined at 0 % and 100 %, and it excludes 0 exactly when `scoreTest`
 * gives p < alpha. Valid at one look planned beforehand only.
 *
 * `scoreLiftInterval({ xA: 100, nA: 1000, xB: 120, nB: 1000 }, 0.05)` → +20 %, −6.5 % to +54.1 %.
 * Refuses `invalid-counts`, `invalid-alpha`, `no-visitors`.
 * Source: O. Miettinen & M. Nurminen, Stat Med 4 (1985) 213, eq. 9 and 10,
 * https://doi.org/10.1002/sim.4780040211
 */
export function scoreLiftInterval(counts: PairCounts, alpha: number): LiftInterval | Refusal {
  const refusal = refusePair(counts, alpha);
  if (refusal) return refusal;
  const { xA, nA, xB, nB } = counts;
  const n = nA + nB;
  const threshold = -normalQuantile(alpha / 2) * Math.sqrt(n / (n - 1));
  const difference = rateDifference(counts);
  const excess = (logRatio: number): number => score(counts, difference, logRatio) - threshold;
  const deficit = (logRatio: number): number => score(counts, difference, logRatio) + threshold;
  const centre = xA === 0 ? LIMIT : xB === 0 ? -LIMIT : Math.log(xB / nB) - Math.log(xA / nA);
  return {
    ok: true,
    lift: relativeLift(counts),
    lower: xB === 0 ? -1 : Math.expm1(findRoot(excess, -LIMIT, centre)),
    upper: xA === 0 ? Number.POSITIVE_INFINITY : Math.expm1(findRoot(deficit, centre, LIMIT)),
  };
}

/** B/A − 1; `Infinity` when only the control has no conversions, `null` when neither arm has any. */
export function relativeLift(counts: PairCounts): number | null {
  const { xA, nA, xB } = counts;
  if (xA > 0) return rateDifference(counts) / (xA / nA);
  return xB > 0 ? Number.POSITIVE_INFINITY : null;
}

/** Search range of the log ratio: e^±40 is beyond any ratio that 2^53 visitors can show. */
const LIMIT = 40;

/** The score statistic of the hypothesis pB = e^s pA, without the factor N/(N − 1). */
function score(counts: PairCounts, difference: number, s: number): number {
  const { nA, nB } = counts;
  const ratio = Math.exp(s);
  const { rate, failure } = restricted(counts, s);
  const other = restricted({ xA: counts.xB, nA: nB, xB: counts.xA, nB: nA }, -s);
  const variance = (ratio * rate * other.failure) / nB + (ratio * ratio * rate * failure) / nA;
  // pB − θ pA, written around the difference so that θ near 1 keeps its digits.
  const gap = difference - Math.expm1(s) * (counts.xA / nA);
  if (gap === 0) return 0;
  return gap / Math.sqrt(variance);
}

/**
 * The maximum-likelihood rate of A, and its complement, under pB = e^s pA.
 *
 * The quadratic of the source with its discriminant written as a sum of squares,
 * (θ(nB + xA) − (nA + xB))² + 4θ(nA − xA)(nB − xB), and each root in the form that does not
 * subtract: the textbook form has no digits left when nearly everybody converts.
 */
function restricted({ xA, nA, xB, nB }: PairCounts, s: number): { rate: number; failure: number } {
  const n = nA + nB;
  const ratio = Math.exp(s);
  const change = Math.expm1(s);
  const missA = nA - xA;
  const missB = nB - xB;
  const skew = nB + xA - nA - xB + change * (nB + xA);
  const root = Math.sqrt(skew * skew + 4 * ratio * missA * missB);
  const rate = (2 * (xA + xB)) / (ratio * (nB + xA) + nA + xB + root);
  const slope = n * change + ratio * missA + missB;
  const failure =
    slope >= 0 ? (slope + root) / (2 * n * ratio) : (-2 * change * missA) / (root - slope);
  return { rate, failure };
}
