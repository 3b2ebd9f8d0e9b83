import { fiellerRatio } from './fieller.ts';
import { type PairSamples, refuseSamples, varianceOfMean } from './moments.ts';
import { type Refusal, refuse } from './refusal.ts';
import { normalQuantile } from './special/normal-quantile.ts';
import { studentQuantile } from './special/student-t.ts';
import { welchDegrees } from './welch-mean-difference.ts';

/** A relative lift of a mean, as a fraction, with limits. */
export type MeanLift = {
  readonly ok: true;
  readonly lift: number;
  readonly lower: number;
  readonly upper: number;
};

/**
 * Fixed-horizon interval of the relative lift of a mean, B/A − 1, by Fieller's theorem with the
 * normal quantile. Excludes 0 exactly when the z test of the difference rejects.
 *
 * Refuses `invalid-moments`, `invalid-alpha`, `no-visitors`, `too-few-visitors`, `zero-variance`,
 * `unbounded-lift` (control mean within the interval's reach of 0).
 * Source: E. C. Fieller, J. R. Stat. Soc. B 16 (1954) 175, https://www.jstor.org/stable/2984043
 */
export function fiellerMeanLift(pair: PairSamples, alpha: number): MeanLift | Refusal {
  const refusal = refuseSamples(pair, alpha);
  if (refusal) return refusal;
  const { A, B } = pair;
  const limits = fiellerRatio(
    { mean: A.mean, variance: varianceOfMean(A) },
    { mean: B.mean, variance: varianceOfMean(B) },
    -normalQuantile(alpha / 2),
  );
  if (!limits.ok) return limits;
  return {
    ok: true,
    lift: (B.mean - A.mean) / A.mean,
    lower: limits.lower - 1,
    upper: limits.upper - 1,
  };
}

/**
 * Fixed-horizon lift of a mean by the delta method with Welch's t quantile, (B − A)/|A|, as other
 * tools print it. For comparison only: never use it at repeated looks.
 *
 * Refuses as `fiellerMeanLift`; `unbounded-lift` when the control mean is 0.
 * Source: A. Deng, U. Knoblich & J. Lu, KDD 2018, eq. 5, https://arxiv.org/abs/1803.06336
 */
export function deltaMeanLift(
  pair: PairSamples,
  alpha: number,
): (MeanLift & { readonly se: number }) | Refusal {
  const refusal = refuseSamples(pair, alpha);
  if (refusal) return refusal;
  const { A, B } = pair;
  if (A.mean === 0) return refuse('unbounded-lift');
  const ratio = B.mean / A.mean;
  const se = Math.sqrt(varianceOfMean(B) + ratio * ratio * varianceOfMean(A)) / Math.abs(A.mean);
  const lift = (B.mean - A.mean) / Math.abs(A.mean);
  const half = -studentQuantile(alpha / 2, welchDegrees(pair)) * se;
  return { ok: true, lift, se, lower: lift - half, upper: lift + half };
}
