import { cuped as adjust } from '#experiments/stats/cuped.ts';
import { deltaMeanLift, fiellerMeanLift } from '#experiments/stats/mean-lift-interval.ts';
import {
  type Moments,
  mergeMoments as merge,
  type PairSamples,
} from '#experiments/stats/moments.ts';
import { postStratify as stratify } from '#experiments/stats/post-stratification.ts';
import { ratioMetric as ratio } from '#experiments/stats/ratio-metric.ts';
import { welchMeanDifference } from '#experiments/stats/welch-mean-difference.ts';
import { type CapRule, winsorize as cap } from '#experiments/stats/winsorize.ts';

type Level = { readonly alpha: number };

export function mergeMoments(input: { readonly parts: readonly Moments[] }) {
  const result = merge(input.parts);
  return result.ok ? result : { n: null, mean: null, variance: null };
}

/** Point estimates that exist although an interval does not. */
export function pointEstimates({ A, B }: PairSamples) {
  const diff = A.n > 0 && B.n > 0 ? B.mean - A.mean : null;
  const se = A.n > 1 && B.n > 1 ? Math.sqrt(A.variance / A.n + B.variance / B.n) : null;
  return { diff, se, lift: diff === null || A.mean === 0 ? null : diff / A.mean };
}

export function welchMeanDiff(input: PairSamples & Level) {
  const result = welchMeanDifference(input, input.alpha);
  if (result.ok) return result;
  const { diff, se } = pointEstimates(input);
  return { diff, se, df: null, t: null, pValue: null, lower: null, upper: null };
}

export function relativeMeanLift(
  input: PairSamples & Level & { readonly method: 'delta' | 'fieller' },
) {
  const result = (input.method === 'delta' ? deltaMeanLift : fiellerMeanLift)(input, input.alpha);
  if (result.ok) return result;
  return { lift: pointEstimates(input).lift, se: null, lower: null, upper: null };
}

export function ratioMetric(input: Parameters<typeof ratio>[0]) {
  const result = ratio(input);
  if (result.ok) return result;
  const none = { seA: null, seB: null, seDiff: null, seLift: null };
  return { ratioA: null, ratioB: null, diff: null, lift: null, ...none };
}

export function cuped(input: Parameters<typeof adjust>[0]) {
  const result = adjust(input);
  if (result.ok) return result;
  const none = { diff: null, se: null, varianceReduction: null };
  return { theta: null, adjustedMeanA: null, adjustedMeanB: null, ...none };
}

export function postStratify(input: { readonly strata: readonly PairSamples[] }) {
  const result = stratify(input.strata);
  if (result.ok) return result;
  return { diff: null, seConditional: null, seSuperpopulation: null, naiveDiff: null };
}

export function winsorize(input: { readonly values: readonly number[] } & CapRule) {
  const result = cap(input.values, input);
  return result.ok ? result : { capLow: null, capHigh: null, mean: null, variance: null };
}
