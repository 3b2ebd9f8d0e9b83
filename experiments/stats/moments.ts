import { isAmount, isCount } from './counts.ts';
import { type Refusal, refuse } from './refusal.ts';

/** A sample of one value per visitor: count, mean, and variance with n − 1 below. */
export type Sample = { readonly n: number; readonly mean: number; readonly variance: number };

/** Count, mean, and sum of squared deviations from that mean: what merges without loss. */
export type Moments = { readonly n: number; readonly mean: number; readonly m2: number };

/** Two arms of a value metric, control first. */
export type PairSamples = { readonly A: Sample; readonly B: Sample };

/**
 * The refusal that stands before every inference on two means, or `null`: `invalid-moments`
 * (not finite, negative variance, n not a count), `invalid-alpha`, `no-visitors`,
 * `too-few-visitors` (a variance needs two), `zero-variance` (in both arms).
 */
export function refuseSamples({ A, B }: PairSamples, alpha: number): Refusal | null {
  if (A.n === 0 || B.n === 0) return refuse('no-visitors');
  if (A.n === 1 || B.n === 1) return refuse('too-few-visitors');
  if (!isSample(A) || !isSample(B)) return refuse('invalid-moments');
  if (!(alpha > 0 && alpha < 1)) return refuse('invalid-alpha');
  return A.variance === 0 && B.variance === 0 ? refuse('zero-variance') : null;
}

/** Whether a sample can be true: n a count, mean finite, variance finite and not negative. */
export const isSample = ({ n, mean, variance }: Sample): boolean =>
  isCount(n) && Number.isFinite(mean) && isAmount(variance);

/** Variance of a sample's mean. */
export const varianceOfMean = ({ n, variance }: Sample): number => variance / n;

/** A merged sample; `mean` is null without visitors, `variance` null below two. */
export type MergedMoments = {
  readonly ok: true;
  readonly n: number;
  readonly mean: number | null;
  readonly m2: number;
  readonly variance: number | null;
};

/**
 * The moments of all parts together, in any order and grouping. Parts without visitors are
 * ignored; merging nothing gives n = 0 and no mean.
 *
 * Refuses `invalid-moments`.
 * Source: T. F. Chan, G. H. Golub & R. J. LeVeque, Updating Formulae and a Pairwise Algorithm for
 * Computing Sample Variances, Stanford STAN-CS-79-773, 1979, eq. 2.1
 */
export function mergeMoments(parts: readonly Moments[]): MergedMoments | Refusal {
  let n = 0;
  let mean = 0;
  let m2 = 0;
  for (const part of parts) {
    if (!isCount(part.n)) return refuse('invalid-moments');
    if (part.n === 0) continue;
    if (!Number.isFinite(part.mean) || !isAmount(part.m2)) {
      return refuse('invalid-moments');
    }
    const total = n + part.n;
    const gap = part.mean - mean;
    m2 += part.m2 + gap * gap * n * (part.n / total);
    mean += gap * (part.n / total);
    n = total;
  }
  return {
    ok: true,
    n,
    mean: n === 0 ? null : mean,
    m2,
    variance: n < 2 ? null : m2 / (n - 1),
  };
}

/**
 * Moments from additive sums Σv and Σv² over `n` visitors (visitors without value count as 0).
 * A rounding remainder below 0 becomes 0. Large means with tiny spread lose digits: store `m2`
 * where that matters. Refuses `invalid-moments`.
 */
export function momentsFromSums(sums: {
  readonly n: number;
  readonly sum: number;
  readonly sumSquares: number;
}): ({ readonly ok: true } & Moments) | Refusal {
  const { n, sum, sumSquares } = sums;
  if (!isCount(n) || !Number.isFinite(sum) || !isAmount(sumSquares)) {
    return refuse('invalid-moments');
  }
  if (n === 0)
    return sum === 0 && sumSquares === 0
      ? { ok: true, n, mean: 0, m2: 0 }
      : refuse('invalid-moments');
  return { ok: true, n, mean: sum / n, m2: Math.max(0, sumSquares - sum * (sum / n)) };
}
