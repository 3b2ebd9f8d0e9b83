import { describe, test } from 'vitest';
import { adaptivePeriods } from '#experiments/stats/adaptive-periods.ts';
import { conversionBanditWeights } from '#experiments/stats/bandit-weights.ts';
import { bayesBetaBinomial } from '#experiments/stats/bayes-beta-binomial.ts';
import { bayesProbBest } from '#experiments/stats/bayes-prob-best.ts';
import type { PairCounts } from '#experiments/stats/counts.ts';
import { scoreDifferenceInterval } from '#experiments/stats/difference-interval.ts';
import { fisherExactTest } from '#experiments/stats/fisher-exact.ts';
import { scoreLiftInterval } from '#experiments/stats/lift-interval.ts';
import { katzLiftInterval } from '#experiments/stats/lift-interval-reference.ts';
import { mergeMoments, momentsFromSums, type Sample } from '#experiments/stats/moments.ts';
import { adjustPValues } from '#experiments/stats/multiplicity.ts';
import { sequentialSampleSize } from '#experiments/stats/power-sequential.ts';
import { sampleSizeForProportions } from '#experiments/stats/power-two-proportions.ts';
import { scoreTest } from '#experiments/stats/proportion-test.ts';
import { sequentialConversionExact } from '#experiments/stats/sequential-conversion-exact.ts';
import { sequentialConversionLift } from '#experiments/stats/sequential-conversion-lift.ts';
import { srmChiSquare } from '#experiments/stats/srm-chi-square.ts';
import { srmSequential } from '#experiments/stats/srm-sequential.ts';
import { stratifiedConversionLift } from '#experiments/stats/stratified-conversion-lift.ts';
import { welchMeanDifference } from '#experiments/stats/welch-mean-difference.ts';
import { winsorize } from '#experiments/stats/winsorize.ts';

const plan = { alpha: 0.05, nStar: 1000, minConversions: 5 };
const uniform = { alpha: 1, beta: 1 };
const steady: Sample = { n: 100, mean: 2, variance: 1 };

/** Every inference on a pair of counts. */
const onPairs: { readonly [name: string]: (counts: PairCounts) => unknown } = {
  scoreDifferenceInterval: (counts) => scoreDifferenceInterval(counts, 0.05),
  scoreLiftInterval: (counts) => scoreLiftInterval(counts, 0.05),
  katzLiftInterval: (counts) => katzLiftInterval(counts, 0.05),
  scoreTest,
  fisherExactTest,
  sequentialConversionLift: (counts) => sequentialConversionLift(counts, plan),
  bayesBetaBinomial: (counts) => bayesBetaBinomial(counts, uniform, 0.95),
  stratifiedConversionLift: (counts) =>
    stratifiedConversionLift([counts], { ...plan, plannedSe: 0.1 }),
  bayesProbBest: ({ xA, nA, xB, nB }) =>
    bayesProbBest(
      [
        { x: xA, n: nA },
        { x: xB, n: nB },
      ],
      uniform,
    ),
  adaptivePeriods: ({ xA, nA, xB, nB }) =>
    adaptivePeriods([{ A: { x: xA, n: nA }, B: { x: xB, n: nB } }]),
};

describe.for(Object.entries(onPairs))('%s', ([, infer]) => {
  test.for([
    ['negative conversions', { xA: -1, nA: 10, xB: 1, nB: 10 }],
    ['fractional visitors', { xA: 1, nA: 10.5, xB: 1, nB: 10 }],
    ['conversions above visitors', { xA: 1, nA: 10, xB: 11, nB: 10 }],
    ['NaN', { xA: 1, nA: 10, xB: Number.NaN, nB: 10 }],
    ['infinitely many', { xA: 1, nA: Number.POSITIVE_INFINITY, xB: 1, nB: 10 }],
    ['counts beyond exact integers', { xA: 1, nA: 2 ** 53, xB: 1, nB: 10 }],
  ] as const)('refuses %s by name', ([, counts], { expect }) => {
    expect(infer(counts)).toEqual({ ok: false, reason: 'invalid-counts' });
  });
});

describe('input that cannot be true', () => {
  const counts = { xA: 10, nA: 100, xB: 12, nB: 100 };
  const exact = {
    conversionsA: 1,
    conversionsB: 2,
    allocationA: 0.5,
    allocationB: 0.5,
    alpha: 0.05,
    concentration: 10,
  };
  test.for([
    ['alpha 0', 'invalid-alpha', scoreLiftInterval(counts, 0)],
    ['alpha NaN', 'invalid-alpha', scoreDifferenceInterval(counts, Number.NaN)],
    ['level 1', 'invalid-alpha', bayesBetaBinomial(counts, uniform, 1)],
    ['a prior of 0', 'invalid-prior', bayesBetaBinomial(counts, { alpha: 0, beta: 1 }, 0.95)],
    ['nStar 0', 'invalid-plan', sequentialConversionLift(counts, { ...plan, nStar: 0 })],
    ['a negative weight', 'invalid-weights', srmChiSquare([5, 5], [1, -1])],
    ['weights that are all 0', 'invalid-weights', srmChiSquare([5, 5], [0, 0])],
    ['too few weights', 'invalid-weights', srmChiSquare([5, 5], [1])],
    ['fractional visitors per arm', 'invalid-counts', srmChiSquare([5.5, 5], [1, 1])],
    [
      'a look with an arm missing',
      'invalid-counts',
      srmSequential([{ increments: [[5]], weights: [1, 1] }]),
    ],
    ['a concentration of 0', 'invalid-prior', srmSequential([], 0)],
    [
      'an arm that nobody is assigned to',
      'invalid-weights',
      sequentialConversionExact({ ...exact, allocationA: 0 }),
    ],
    [
      'half a conversion',
      'invalid-counts',
      sequentialConversionExact({ ...exact, conversionsB: 0.5 }),
    ],
    [
      'a floor above 1',
      'invalid-weights',
      conversionBanditWeights([{ x: 1, n: 2 }], uniform, { policy: 'thompson', floor: 1.2 }),
    ],
    ['a p-value of 1.2', 'invalid-p-values', adjustPValues([0.1, 1.2], 'holm', 0.05)],
    ['a p-value NaN', 'invalid-p-values', adjustPValues([Number.NaN], 'BH', 0.05)],
    [
      'a negative variance',
      'invalid-moments',
      welchMeanDifference({ A: { ...steady, variance: -1 }, B: steady }, 0.05),
    ],
    [
      'an infinite mean',
      'invalid-moments',
      mergeMoments([{ n: 2, mean: Number.POSITIVE_INFINITY, m2: 0 }]),
    ],
    ['sums without visitors', 'invalid-moments', momentsFromSums({ n: 0, sum: 3, sumSquares: 9 })],
    [
      'a value NaN',
      'invalid-values',
      winsorize([1, Number.NaN], { lower: 0, upper: 0.99, ignoreZeros: false }),
    ],
    [
      'crossed caps',
      'invalid-plan',
      winsorize([1], { lower: 0.9, upper: 0.1, ignoreZeros: false }),
    ],
    [
      'a rate above 100 %',
      'invalid-plan',
      sampleSizeForProportions(
        { baseline: 0.6, alpha: 0.05, sides: 2 },
        { relativeMde: 1, power: 0.8, ratio: 1 },
      ),
    ],
    [
      'power 1',
      'invalid-plan',
      sequentialSampleSize({ effect: 1, sdPerUnit: 1, alpha: 0.05, nStar: null }, 1),
    ],
  ] as const)('%s is refused as %s', ([, reason, result], { expect }) => {
    expect(result).toEqual({ ok: false, reason });
  });
});
