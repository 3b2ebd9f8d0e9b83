import { isAmount, isCount } from './counts.ts';
import { type Refusal, refuse } from './refusal.ts';

/** Per-visitor numerator and denominator (orders' value and number, clicks and views …). */
export type RatioSample = {
  readonly n: number;
  readonly meanNum: number;
  readonly meanDen: number;
  readonly varNum: number;
  readonly varDen: number;
  readonly cov: number;
};

/** Ratios of means with standard errors; `lift` and `seLift` are null when the control's is 0. */
export type RatioMetric = {
  readonly ok: true;
  readonly ratioA: number;
  readonly ratioB: number;
  readonly seA: number;
  readonly seB: number;
  readonly diff: number;
  readonly seDiff: number;
  readonly lift: number | null;
  readonly seLift: number | null;
};

/**
 * A ratio of totals per arm (average order value, pages per session) with the visitor as the unit
 * of analysis, as it is the unit of assignment: sessions of one visitor are not independent.
 *
 * Gives estimates and standard errors; an interval needs `asymptoticConfidenceSequence`.
 * Refuses `invalid-moments`, `no-visitors`, `too-few-visitors`, `unbounded-lift` (an arm whose
 * denominator is 0 on average).
 * Source: A. Deng, U. Knoblich & J. Lu, KDD 2018, eq. 3 and 5, https://arxiv.org/abs/1803.06336
 */
export function ratioMetric({
  A,
  B,
}: {
  readonly A: RatioSample;
  readonly B: RatioSample;
}): RatioMetric | Refusal {
  if (A.n === 0 || B.n === 0) return refuse('no-visitors');
  if (A.n === 1 || B.n === 1) return refuse('too-few-visitors');
  if (!isRatioSample(A) || !isRatioSample(B)) return refuse('invalid-moments');
  if (A.meanDen === 0 || B.meanDen === 0) return refuse('unbounded-lift');
  const ratioA = A.meanNum / A.meanDen;
  const ratioB = B.meanNum / B.meanDen;
  const varianceA = ratioVariance(A, ratioA);
  const varianceB = ratioVariance(B, ratioB);
  const diff = ratioB - ratioA;
  const relative = ratioB / ratioA;
  return {
    ok: true,
    ratioA,
    ratioB,
    seA: Math.sqrt(varianceA),
    seB: Math.sqrt(varianceB),
    diff,
    seDiff: Math.sqrt(varianceA + varianceB),
    lift: ratioA === 0 ? null : diff / ratioA,
    seLift:
      ratioA === 0
        ? null
        : Math.sqrt(varianceB + relative * relative * varianceA) / Math.abs(ratioA),
  };
}

function ratioVariance(sample: RatioSample, ratio: number): number {
  const { n, meanDen, varNum, varDen, cov } = sample;
  const residual = varNum + ratio * ratio * varDen - 2 * ratio * cov;
  // Rounding can leave a perfectly proportional sample a hair below 0.
  return Math.max(0, residual) / n / (meanDen * meanDen);
}

const isRatioSample = (sample: RatioSample): boolean =>
  isCount(sample.n) &&
  [sample.meanNum, sample.meanDen, sample.cov].every(Number.isFinite) &&
  [sample.varNum, sample.varDen].every(isAmount);
