import {
  asymptoticConfidenceSequence,
  sequentialMultiplier,
} from './asymptotic-confidence-sequence.ts';
import { fiellerRatio } from './fieller.ts';
import type { MeanLift } from './mean-lift-interval.ts';
import { type PairSamples, refuseSamples, varianceOfMean } from './moments.ts';
import { type Refusal, refuse } from './refusal.ts';

/** What was fixed before the first look: planned visitors of both arms, and alpha. */
export type SequentialMeanPlan = { readonly alpha: number; readonly nStar: number };

/** An always-valid difference of means with the lift that belongs to the same evidence. */
export type SequentialMean = {
  readonly ok: true;
  readonly diff: number;
  readonly se: number;
  readonly lower: number;
  readonly upper: number;
  readonly logEValue: number;
  readonly pValue: number;
  /** Relative lift; refused as `unbounded-lift` while the control mean may be 0. */
  readonly lift: MeanLift | Refusal;
};

/**
 * The always-valid effect on a value per visitor (revenue, order value): the verdict of a mean
 * metric. May be looked at daily; p < alpha exactly when the interval excludes 0, and the lift
 * interval excludes 0 in the same cases.
 *
 * Tested on the difference because the log ratio of heavy-tailed means is not safe under
 * peeking. Require at least 20 buyers per arm first.
 * Refuses `invalid-moments`, `invalid-alpha`, `invalid-plan`, `no-visitors`, `too-few-visitors`,
 * `zero-variance`.
 * Source: as `asymptoticConfidenceSequence`; lift by Fieller 1954 with the sequential multiplier.
 */
export function sequentialMeanLift(
  pair: PairSamples,
  plan: SequentialMeanPlan,
): SequentialMean | Refusal {
  const refusal = refuseSamples(pair, plan.alpha);
  if (refusal) return refusal;
  const { A, B } = pair;
  const n = A.n + B.n;
  const diff = B.mean - A.mean;
  const se = Math.sqrt(varianceOfMean(A) + varianceOfMean(B));
  const sequence = asymptoticConfidenceSequence({ estimate: diff, se, n, ...plan });
  if (!sequence.ok) return sequence;
  const { lower, upper, logEValue, pValue } = sequence;
  return { ok: true, diff, se, lower, upper, logEValue, pValue, lift: meanLift(pair, plan) };
}

function meanLift({ A, B }: PairSamples, { alpha, nStar }: SequentialMeanPlan): MeanLift | Refusal {
  if (A.mean === 0) return refuse('unbounded-lift');
  const limits = fiellerRatio(
    { mean: A.mean, variance: varianceOfMean(A) },
    { mean: B.mean, variance: varianceOfMean(B) },
    sequentialMultiplier(A.n + B.n, alpha, nStar),
  );
  if (!limits.ok) return limits;
  const lift = (B.mean - A.mean) / A.mean;
  return { ok: true, lift, lower: limits.lower - 1, upper: limits.upper - 1 };
}
