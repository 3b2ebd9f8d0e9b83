import { describe, test } from 'vitest';
import { adaptivePeriods } from '#experiments/stats/adaptive-periods.ts';
import { asymptoticConfidenceSequence } from '#experiments/stats/asymptotic-confidence-sequence.ts';
import { meanBanditWeights } from '#experiments/stats/bandit-weights.ts';
import { bayesNormalLift } from '#experiments/stats/bayes-normal-lift.ts';
import { scoreLiftInterval } from '#experiments/stats/lift-interval.ts';
import { katzLiftInterval } from '#experiments/stats/lift-interval-reference.ts';
import { fiellerMeanLift } from '#experiments/stats/mean-lift-interval.ts';
import type { Sample } from '#experiments/stats/moments.ts';
import { postStratify } from '#experiments/stats/post-stratification.ts';
import { experimentDuration } from '#experiments/stats/power-duration.ts';
import {
  detectableLift,
  sampleSizeForProportions,
} from '#experiments/stats/power-two-proportions.ts';
import { wilsonInterval } from '#experiments/stats/proportion-interval.ts';
import { sequentialConversionLift } from '#experiments/stats/sequential-conversion-lift.ts';
import { sequentialMeanLift } from '#experiments/stats/sequential-mean-lift.ts';
import { welchMeanDifference } from '#experiments/stats/welch-mean-difference.ts';
import { winsorize } from '#experiments/stats/winsorize.ts';

const plan = { alpha: 0.05, nStar: 1000, minConversions: 5 };
const steady: Sample = { n: 100, mean: 2, variance: 1 };

describe('where no inference exists', () => {
  test.for([
    ['no visitors', 'no-visitors', wilsonInterval({ x: 0, n: 0 }, 0.05)],
    [
      'an arm without visitors',
      'no-visitors',
      scoreLiftInterval({ xA: 0, nA: 0, xB: 3, nB: 9 }, 0.05),
    ],
    [
      '4 conversions under a gate of 5',
      'too-few-conversions',
      sequentialConversionLift({ xA: 4, nA: 300, xB: 9, nB: 300 }, plan),
    ],
    [
      'no gate but no conversions',
      'too-few-conversions',
      sequentialConversionLift({ xA: 0, nA: 300, xB: 9, nB: 300 }, { ...plan, minConversions: 0 }),
    ],
    [
      'everybody converting',
      'zero-variance',
      sequentialConversionLift({ xA: 9, nA: 9, xB: 12, nB: 12 }, plan),
    ],
    [
      'a log ratio without control conversions',
      'no-control-conversions',
      katzLiftInterval({ xA: 0, nA: 9, xB: 2, nB: 9 }, 0.05),
    ],
    [
      'a log ratio without treatment conversions',
      'no-conversions',
      katzLiftInterval({ xA: 2, nA: 9, xB: 0, nB: 9 }, 0.05),
    ],
    [
      'one visitor per arm',
      'too-few-visitors',
      welchMeanDifference({ A: { n: 1, mean: 2, variance: 0 }, B: steady }, 0.05),
    ],
    [
      'constant values',
      'zero-variance',
      sequentialMeanLift({ A: { ...steady, variance: 0 }, B: { ...steady, variance: 0 } }, plan),
    ],
    [
      'a control mean that may be 0',
      'unbounded-lift',
      fiellerMeanLift({ A: { n: 100, mean: 0.01, variance: 1 }, B: steady }, 0.05),
    ],
    [
      'an estimate without error',
      'zero-variance',
      bayesNormalLift({ estimate: 0.1, se: 0, prior: null, level: 0.95 }),
    ],
    [
      'a sequence without error',
      'zero-variance',
      asymptoticConfidenceSequence({ estimate: 1, se: 0, n: 10, alpha: 0.05, nStar: 10 }),
    ],
    [
      'bandit arms without error',
      'zero-variance',
      meanBanditWeights([{ mean: 1, se: 0 }], { policy: 'thompson', floor: 0 }),
    ],
    [
      'strata that one arm missed',
      'no-visitors',
      postStratify([{ A: { n: 0, mean: 0, variance: 0 }, B: steady }]),
    ],
    [
      'periods that one arm missed',
      'no-visitors',
      adaptivePeriods([{ A: { n: 0, x: 0 }, B: { n: 9, x: 1 } }]),
    ],
    [
      'no values to cap',
      'no-visitors',
      winsorize([], { lower: 0, upper: 0.99, ignoreZeros: false }),
    ],
    [
      'a plan without traffic',
      'no-traffic',
      experimentDuration({
        required: [10],
        dailyVisitors: 0,
        trafficShare: 1,
        roundUpToWeeks: true,
      }),
    ],
    [
      'a plan for no effect',
      'no-effect',
      sampleSizeForProportions(
        { baseline: 0.1, alpha: 0.05, sides: 2 },
        { relativeMde: 0, power: 0.8, ratio: 1 },
      ),
    ],
    [
      'a lift beyond reach',
      'unreachable',
      detectableLift({ baseline: 0.9, alpha: 0.05, sides: 2 }, { power: 0.8, nA: 5, nB: 5 }),
    ],
  ] as const)('%s is refused as %s', ([, reason, result], { expect }) => {
    expect(result).toEqual({ ok: false, reason });
  });
});
