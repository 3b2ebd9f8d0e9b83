import {
  adaptivePeriods as analysePeriods,
  type Period,
} from '#experiments/stats/adaptive-periods.ts';
import { groupSequentialBounds as findBounds } from '#experiments/stats/group-sequential.ts';
import { adjustPValues as adjust, type Correction } from '#experiments/stats/multiplicity.ts';
import { peekingFalsePositiveRate as peek } from '#experiments/stats/peeking.ts';
import { experimentDuration as duration } from '#experiments/stats/power-duration.ts';
import { sampleSizeForMeans } from '#experiments/stats/power-means.ts';
import {
  everCrossingPower,
  type SequentialDesign,
  sequentialPower,
  sequentialSampleSize,
} from '#experiments/stats/power-sequential.ts';
import {
  detectableLift,
  type ProportionDesign,
  powerForProportions,
  sampleSizeForProportions,
} from '#experiments/stats/power-two-proportions.ts';

type ProportionQuestion = ProportionDesign & {
  readonly solve: 'n' | 'power' | 'mde';
  readonly relativeMde: number;
  readonly ratio: number;
  readonly power: number;
  readonly nA: number;
  readonly nB: number;
};

export function powerTwoProportions(question: ProportionQuestion) {
  const input = { ...question, nB: question.nB ?? question.nA * (question.ratio ?? 1) };
  const answer = { n: sampleSizeForProportions, power: powerForProportions, mde: detectableLift };
  const result = answer[input.solve](input, input);
  return result.ok ? result : { nA: null, nB: null, nAExact: null, power: null, relativeMde: null };
}

export function powerMeans(input: Parameters<typeof sampleSizeForMeans>[0]) {
  const result = sampleSizeForMeans(input);
  return result.ok ? result : { nA: null, nB: null, nAExact: null };
}

export function experimentDuration(input: Parameters<typeof duration>[0]) {
  const result = duration(input);
  return result.ok ? result : { days: null, totalVisitors: null };
}

export function powerSequential(
  input: SequentialDesign & {
    readonly solve: 'n' | 'power' | 'everPower';
    readonly power: number;
    readonly n: number;
    readonly looks: number;
  },
) {
  const result =
    input.solve === 'n'
      ? sequentialSampleSize(input, input.power)
      : input.solve === 'power'
        ? sequentialPower(input, input.n)
        : everCrossingPower(input, input);
  return result.ok ? result : { nTotal: null, inflationVsFixed: null, power: null };
}

export function groupSequentialBounds(input: {
  readonly informationFractions: readonly number[];
  readonly alpha: number;
  readonly spending: 'obf' | 'pocock';
}) {
  const result = findBounds(input.informationFractions, input.alpha, input.spending);
  return result.ok ? result : { z: null, inflationFactor80: null };
}

export function peekingFalsePositiveRate(input: {
  readonly looks: number;
  readonly alpha: number;
}) {
  const result = peek(input.looks, input.alpha);
  return result.ok ? result : { falsePositiveRate: null };
}

export function adjustPValues(input: {
  readonly pValues: readonly number[];
  readonly method: Correction;
  readonly alpha: number;
}) {
  const result = adjust(input.pValues, input.method, input.alpha);
  return result.ok ? result : { adjusted: null, rejected: null };
}

export function adaptivePeriods(input: { readonly periods: readonly Period[] }) {
  const result = analysePeriods(input.periods);
  if (result.ok) return result;
  const naiveDiff = naiveDifference(input.periods);
  return { naiveDiff, stratified: null, bols: null, mantelHaenszelDiff: null };
}

function naiveDifference(periods: readonly Period[]): number | null {
  const total = (arm: 'A' | 'B', field: 'x' | 'n') =>
    periods.reduce((sum, period) => sum + period[arm][field], 0);
  if (total('A', 'n') === 0 || total('B', 'n') === 0) return null;
  return total('B', 'x') / total('B', 'n') - total('A', 'x') / total('A', 'n');
}
