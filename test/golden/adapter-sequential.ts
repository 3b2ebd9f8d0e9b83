import {
  asymptoticConfidenceSequence,
  type SequentialInput,
} from '#experiments/stats/asymptotic-confidence-sequence.ts';
import { areCounts, type PairCounts } from '#experiments/stats/counts.ts';
import { relativeLift } from '#experiments/stats/lift-interval.ts';
import type { PairSamples } from '#experiments/stats/moments.ts';
import {
  type ExactConversionInput,
  sequentialConversionExact,
} from '#experiments/stats/sequential-conversion-exact.ts';
import {
  type SequentialConversionPlan,
  sequentialConversionLift,
} from '#experiments/stats/sequential-conversion-lift.ts';
import {
  type SequentialMeanPlan,
  sequentialMeanLift,
} from '#experiments/stats/sequential-mean-lift.ts';
import { srmChiSquare } from '#experiments/stats/srm-chi-square.ts';
import { srmSequential as watchSplit } from '#experiments/stats/srm-sequential.ts';
import { pointEstimates } from './adapter-means.ts';

/** Other tools' words for the side of a one-sided interval. */
const sides: { readonly [word: string]: 'both' | 'lower' | 'upper' } = {
  lower: 'lower',
  greater: 'lower',
  larger: 'lower',
  upper: 'upper',
  less: 'upper',
  lesser: 'upper',
  smaller: 'upper',
};

export function asymptoticCS(
  input: Omit<SequentialInput, 'side'> & { readonly side?: string | null },
) {
  const side = sides[input.side ?? ''] ?? 'both';
  const result = asymptoticConfidenceSequence({ ...input, side });
  if (result.ok) return result;
  return { rho: null, halfWidth: null, lower: null, upper: null, logEValue: null, pValue: null };
}

export function seqConversionLift(input: PairCounts & SequentialConversionPlan) {
  const result = sequentialConversionLift(input, input);
  if (result.ok) return { ...result, ready: true };
  const { xA, nA, xB, nB } = input;
  const possible = areCounts({ x: xA, n: nA }) && areCounts({ x: xB, n: nB }) && nA > 0 && nB > 0;
  const logRatio = possible && xA > 0 && xB > 0 ? Math.log(xB / nB / (xA / nA)) : null;
  const lift = possible ? relativeLift(input) : null;
  return { ready: false, logRatio, se: null, lift, lower: null, upper: null, pValue: null };
}

export function seqMeanLift(input: PairSamples & SequentialMeanPlan) {
  const result = sequentialMeanLift(input, input);
  if (!result.ok) {
    const none = { lower: null, upper: null, pValue: null, liftLower: null, liftUpper: null };
    return { ...pointEstimates(input), ...none };
  }
  const { lift, ...difference } = result;
  if (lift.ok)
    return { ...difference, lift: lift.lift, liftLower: lift.lower, liftUpper: lift.upper };
  return { ...difference, lift: pointEstimates(input).lift, liftLower: null, liftUpper: null };
}

export function seqConversionExact(input: ExactConversionInput) {
  const result = sequentialConversionExact(input);
  return result.ok ? result : { logEValue: null, pValue: null, liftLower: null, liftUpper: null };
}

export function srmChi2(input: {
  readonly observed: readonly number[];
  readonly weights: readonly number[];
}) {
  const result = srmChiSquare(input.observed, input.weights);
  return result.ok ? result : { chi2: null, df: null, pValue: null };
}

export function srmSequential(input: {
  readonly increments: readonly (readonly number[])[];
  readonly weights: readonly number[];
  readonly concentration: number;
}) {
  const result = watchSplit([input], input.concentration);
  return result.ok ? result : { logEValues: null, pValues: null };
}
