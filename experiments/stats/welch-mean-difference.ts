import { type PairSamples, refuseSamples, varianceOfMean } from './moments.ts';
import type { Refusal } from './refusal.ts';
import { studentCdf, studentQuantile } from './special/student-t.ts';

/** A difference of means B − A, in the unit of the values, with Welch's test. */
export type MeanDifference = {
  readonly ok: true;
  readonly diff: number;
  readonly se: number;
  /** Satterthwaite's degrees of freedom. */
  readonly df: number;
  readonly t: number;
  readonly pValue: number;
  readonly lower: number;
  readonly upper: number;
};

/**
 * Fixed-horizon difference of two means with unequal variances, of level 1 − alpha. Valid at one
 * look planned beforehand; for repeated looks `sequentialMeanLift`.
 *
 * Refuses `invalid-moments`, `invalid-alpha`, `no-visitors`, `too-few-visitors`, `zero-variance`.
 * Source: B. L. Welch, Biometrika 34 (1947) 28; F. E. Satterthwaite, Biometrics Bull. 2 (1946) 110,
 * https://doi.org/10.2307/3002019
 */
export function welchMeanDifference(pair: PairSamples, alpha: number): MeanDifference | Refusal {
  const refusal = refuseSamples(pair, alpha);
  if (refusal) return refusal;
  const diff = pair.B.mean - pair.A.mean;
  const se = Math.sqrt(varianceOfMean(pair.A) + varianceOfMean(pair.B));
  const df = welchDegrees(pair);
  const t = diff / se;
  const half = -studentQuantile(alpha / 2, df) * se;
  return {
    ok: true,
    diff,
    se,
    df,
    t,
    pValue: 2 * studentCdf(-Math.abs(t), df),
    lower: diff - half,
    upper: diff + half,
  };
}

/** Satterthwaite's degrees of freedom; both n ≥ 2 and one variance above 0. */
export function welchDegrees({ A, B }: PairSamples): number {
  const a = varianceOfMean(A);
  const b = varianceOfMean(B);
  const shareA = a / (a + b);
  const shareB = b / (a + b);
  return 1 / (shareA * (shareA / (A.n - 1)) + shareB * (shareB / (B.n - 1)));
}
