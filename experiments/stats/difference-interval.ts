import { type PairCounts, refusePair } from './counts.ts';
import { wilsonInterval } from './proportion-interval.ts';
import { rateDifference } from './proportion-test.ts';
import { type Refusal, refuse } from './refusal.ts';
import { findRoot } from './special/find-root.ts';
import { normalQuantile } from './special/normal-quantile.ts';

/** A difference of two conversion rates (0.02 = 2 points), B − A, with limits. */
export type DifferenceInterval = {
  readonly ok: true;
  readonly diff: number;
  readonly lower: number;
  readonly upper: number;
};

/**
 * Fixed-horizon score interval of the difference of two conversion rates, of level 1 − alpha,
 * within [−1, 1]. Excludes 0 exactly when `scoreTest` gives p < alpha. Valid at one planned look.
 *
 * 56/70 against 48/80 → 0.2, limits 0.0528 and 0.3382.
 * Refuses `invalid-counts`, `invalid-alpha`, `no-visitors`.
 * Source: O. Miettinen & M. Nurminen, Stat Med 4 (1985) 213, eq. 5-8,
 * https://doi.org/10.1002/sim.4780040211
 */
export function scoreDifferenceInterval(
  counts: PairCounts,
  alpha: number,
): DifferenceInterval | Refusal {
  const refusal = refusePair(counts, alpha);
  if (refusal) return refusal;
  const total = counts.nA + counts.nB;
  const threshold = -normalQuantile(alpha / 2) * Math.sqrt(total / (total - 1));
  const diff = rateDifference(counts);
  const score = (delta: number): number => {
    const gap = diff - delta;
    return gap === 0 ? 0 : gap / Math.sqrt(restrictedVariance(counts, delta));
  };
  return {
    ok: true,
    diff,
    lower: diff === -1 ? -1 : findRoot((delta) => score(delta) - threshold, -1, diff),
    upper: diff === 1 ? 1 : findRoot((delta) => score(delta) + threshold, diff, 1),
  };
}

/** Variance of the difference at the most likely rates under pB = pA + delta. */
function restrictedVariance({ xA, nA, xB, nB }: PairCounts, delta: number): number {
  // The rates move between the ends of [low, high]; both are kept as distances from their ends so
  // that neither rates near 0 nor rates near 1 lose digits.
  const low = Math.max(0, -delta);
  const length = 1 - Math.abs(delta);
  const likelihoodSlope = (from0: number, from1: number): number => {
    const step = from0 * length;
    const rest = from1 * length;
    return (
      perRate(xA, low + step) -
      perRate(nA - xA, rest + Math.max(0, delta)) +
      perRate(xB, step + Math.max(0, delta)) -
      perRate(nB - xB, rest + low)
    );
  };
  const share = decreasingRoot(likelihoodSlope);
  const step = share.from0 * length;
  const rest = share.from1 * length;
  return (
    ((low + step) * (rest + Math.max(0, delta))) / nA +
    ((step + Math.max(0, delta)) * (rest + low)) / nB
  );
}

const perRate = (count: number, rate: number): number => (count === 0 ? 0 : count / rate);

/**
 * Where a decreasing function on (0, 1) crosses 0, by bisection: the cubic's
 * trigonometric solution cancels at n = 1e8. The ends themselves when it never does. The point is
 * given by its distances from both ends.
 */
function decreasingRoot(f: (from0: number, from1: number) => number): {
  from0: number;
  from1: number;
} {
  const upperHalf = f(0.5, 0.5) > 0;
  let low = 0;
  let high = 0.5;
  // In the upper half the distance from 1 is searched.
  for (let i = 0; i < 1100 && high - low > 1e-16 * high; i++) {
    const middle = low === 0 ? high / 16 : (low + high) / 2;
    const beyond = upperHalf ? f(1 - middle, middle) < 0 : f(middle, 1 - middle) > 0;
    if (beyond) low = middle;
    else high = middle;
    if (high < 1e-18) return upperHalf ? { from0: 1, from1: 0 } : { from0: 0, from1: 1 };
  }
  return upperHalf ? { from0: 1 - high, from1: high } : { from0: high, from1: 1 - high };
}

/**
 * Newcombe's hybrid score interval of the difference (square-and-add Wilson): a closed form to
 * check `scoreDifferenceInterval` by eye. Refusals as there.
 * Source: R. G. Newcombe, Stat Med 17 (1998) 873, method 10,
 * https://doi.org/10.1002/(SICI)1097-0258(19980430)17:8%3C873::AID-SIM779%3E3.0.CO;2-I
 */
export function newcombeDifferenceInterval(
  counts: PairCounts,
  alpha: number,
): DifferenceInterval | Refusal {
  const refusal = refusePair(counts, alpha);
  if (refusal) return refusal;
  const { xA, nA, xB, nB } = counts;
  const a = wilsonInterval({ x: xA, n: nA }, alpha);
  const b = wilsonInterval({ x: xB, n: nB }, alpha);
  if (!a.ok || !b.ok) return refuse('invalid-counts');
  const diff = rateDifference(counts);
  return {
    ok: true,
    diff,
    lower: diff - Math.hypot(b.estimate - b.lower, a.upper - a.estimate),
    upper: diff + Math.hypot(b.upper - b.estimate, a.estimate - a.lower),
  };
}

/**
 * Agresti-Caffo interval of the difference: Wald after adding one success and one failure to each
 * arm. For comparison; it can overshoot ±1 on tiny samples and is given as published.
 * `diff` is the observed difference. Refusals as `scoreDifferenceInterval`.
 * Source: A. Agresti & B. Caffo, Am. Stat. 54 (2000) 280, https://doi.org/10.1080/00031305.2000.10474560
 */
export function agrestiCaffoDifferenceInterval(
  counts: PairCounts,
  alpha: number,
): DifferenceInterval | Refusal {
  const refusal = refusePair(counts, alpha);
  if (refusal) return refusal;
  const { xA, nA, xB, nB } = counts;
  const shrunk = { xA: xA + 1, nA: nA + 2, xB: xB + 1, nB: nB + 2 };
  const centre = rateDifference(shrunk);
  const variance = (x: number, n: number): number => ((x / n) * ((n - x) / n)) / n;
  const half =
    -normalQuantile(alpha / 2) *
    Math.sqrt(variance(shrunk.xA, shrunk.nA) + variance(shrunk.xB, shrunk.nB));
  return { ok: true, diff: rateDifference(counts), lower: centre - half, upper: centre + half };
}
