import { isAmount, isCount } from './counts.ts';
import { type Refusal, refuse } from './refusal.ts';

/** Outcome Y and pre-exposure covariate X per visitor of one arm. */
export type CupedSample = {
  readonly n: number;
  readonly meanY: number;
  readonly meanX: number;
  readonly varY: number;
  readonly varX: number;
  readonly covXY: number;
};

/** Adjusted means with the effect; `varianceReduction` is null when Y does not vary. */
export type CupedResult = {
  readonly ok: true;
  readonly theta: number;
  readonly adjustedMeanA: number;
  readonly adjustedMeanB: number;
  readonly diff: number;
  readonly se: number;
  /** Share of the variance of the difference that the covariate explains, at most 1. */
  readonly varianceReduction: number | null;
};

/**
 * Difference of means adjusted for what was known before exposure. Useful for returning customers;
 * first-time visitors have no such past.
 *
 * theta is the regression slope over both arms around the grand mean; 0 when X does not vary.
 * Refuses `invalid-moments`, `no-visitors`, `too-few-visitors`.
 * Source: A. Deng, Y. Xu, R. Kohavi & T. Walker, WSDM 2013, eq. 4 and 5,
 * https://doi.org/10.1145/2433396.2433413
 */
export function cuped({
  A,
  B,
}: {
  readonly A: CupedSample;
  readonly B: CupedSample;
}): CupedResult | Refusal {
  if (A.n === 0 || B.n === 0) return refuse('no-visitors');
  if (A.n === 1 || B.n === 1) return refuse('too-few-visitors');
  if (!isCupedSample(A) || !isCupedSample(B)) return refuse('invalid-moments');
  const total = A.n + B.n;
  const between = A.n * (B.n / total);
  const gapX = B.meanX - A.meanX;
  const crossed = (A.n - 1) * A.covXY + (B.n - 1) * B.covXY + between * gapX * (B.meanY - A.meanY);
  const squared = (A.n - 1) * A.varX + (B.n - 1) * B.varX + between * gapX * gapX;
  const theta = squared === 0 ? 0 : crossed / squared;
  const adjustedMeanA = A.meanY + theta * gapX * (B.n / total);
  const adjustedMeanB = B.meanY - theta * gapX * (A.n / total);
  const before = A.varY / A.n + B.varY / B.n;
  const after = adjustedVariance(A, theta) / A.n + adjustedVariance(B, theta) / B.n;
  return {
    ok: true,
    theta,
    adjustedMeanA,
    adjustedMeanB,
    diff: adjustedMeanB - adjustedMeanA,
    se: Math.sqrt(after),
    varianceReduction: before === 0 ? null : 1 - after / before,
  };
}

const adjustedVariance = ({ varY, varX, covXY }: CupedSample, theta: number): number =>
  Math.max(0, varY + theta * (theta * varX - 2 * covXY));

const isCupedSample = (sample: CupedSample): boolean =>
  isCount(sample.n) &&
  [sample.meanY, sample.meanX, sample.covXY].every(Number.isFinite) &&
  [sample.varY, sample.varX].every(isAmount);
