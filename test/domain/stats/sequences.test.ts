import { describe, test } from 'vitest';
import {
  asymptoticConfidenceSequence,
  sequentialMultiplier,
} from '#experiments/stats/asymptotic-confidence-sequence.ts';
import { informationConfidenceSequence } from '#experiments/stats/information-confidence-sequence.ts';
import { sequentialConversionExact } from '#experiments/stats/sequential-conversion-exact.ts';
import { sequentialConversionLift } from '#experiments/stats/sequential-conversion-lift.ts';
import { sequentialMeanLift } from '#experiments/stats/sequential-mean-lift.ts';
import { srmSequential } from '#experiments/stats/srm-sequential.ts';
import {
  plannedLogRatioSe,
  stratifiedConversionLift,
} from '#experiments/stats/stratified-conversion-lift.ts';
import { seeded } from '#test/support/seeded.ts';
import { answered } from './answered.ts';

describe('always-valid intervals', () => {
  test('exclude 0 exactly when p is below alpha', ({ expect }) => {
    const random = seeded(7);
    for (let i = 0; i < 2000; i++) {
      const alpha = 10 ** (-4 * random() - 0.1);
      const n = 10 ** (6 * random());
      const sequence = {
        estimate: (random() - 0.5) * 12,
        se: 1,
        n,
        alpha,
        nStar: 10 ** (6 * random()),
      };
      for (const side of ['both', 'lower', 'upper'] as const) {
        const { lower, upper, pValue } = answered(
          asymptoticConfidenceSequence({ ...sequence, side }),
        );
        expect(lower > 0 || upper < 0, JSON.stringify({ ...sequence, side })).toBe(pValue < alpha);
      }
    }
  });

  test('are tightest, against a single look, near the planned size', ({ expect }) => {
    const widths = [0.02, 0.1, 1, 10, 100].map((share) =>
      sequentialMultiplier(share * 5000, 0.05, 5000),
    );
    expect(widths[2]).toBeCloseTo(3.04, 2);
    expect(Math.min(...widths)).toBe(widths[2]);
  });

  test('run alike on the clocks of visitors and of information', ({ expect }) => {
    const byVisitors = answered(
      asymptoticConfidenceSequence({
        estimate: 0.2,
        se: 0.08,
        n: 3000,
        alpha: 0.05,
        nStar: 12_000,
      }),
    );
    const byInformation = answered(
      informationConfidenceSequence({ estimate: 0.2, se: 0.08, plannedSe: 0.04, alpha: 0.05 }),
    );
    expect(byInformation.halfWidth).toBeCloseTo(byVisitors.halfWidth, 12);
    expect(byInformation.logEValue).toBeCloseTo(byVisitors.logEValue, 12);
  });

  test('of a conversion lift turn into the inverse when the arms change places', ({ expect }) => {
    const plan = { alpha: 0.05, nStar: 20_000, minConversions: 5 };
    const lift = answered(sequentialConversionLift({ xA: 90, nA: 9000, xB: 25, nB: 1000 }, plan));
    const inverse = answered(
      sequentialConversionLift({ xA: 25, nA: 1000, xB: 90, nB: 9000 }, plan),
    );
    expect(1 / (1 + inverse.upper)).toBeCloseTo(1 + lift.lower, 12);
    expect(inverse.pValue).toBeCloseTo(lift.pValue, 12);
  });

  test('of a mean decide alike on the difference and on the lift', ({ expect }) => {
    const random = seeded(8);
    for (let i = 0; i < 500; i++) {
      const arm = () => ({ n: 1000, mean: 1 + 0.4 * random(), variance: 4 * random() });
      const { lower, upper, lift } = answered(
        sequentialMeanLift({ A: arm(), B: arm() }, { alpha: 0.05, nStar: 2000 }),
      );
      expect(lift.ok && (lift.lower > 0 || lift.upper < 0)).toBe(lower > 0 || upper < 0);
    }
  });

  test('of a single stratum give the lift of the unstratified rate', ({ expect }) => {
    const counts = { xA: 90, nA: 9000, xB: 25, nB: 1000 };
    const plain = answered(
      sequentialConversionLift(counts, { alpha: 0.05, nStar: 10_000, minConversions: 5 }),
    );
    const strata = [counts, { xA: 4, nA: 50, xB: 0, nB: 0 }];
    const stratified = answered(
      stratifiedConversionLift(strata, { alpha: 0.05, plannedSe: plain.se, minConversions: 5 }),
    );
    expect(stratified.lift).toBeCloseTo(plain.lift, 12);
    expect(stratified.se).toBeCloseTo(plain.se, 12);
    expect(stratified.lower).toBeCloseTo(plain.lower, 12);
  });

  test('are not fooled by weights that move while the base rate moves', ({ expect }) => {
    const drifting = [
      { xA: 45, nA: 900, xB: 5, nB: 100 },
      { xA: 40, nA: 200, xB: 160, nB: 800 },
    ];
    const plannedSe = plannedLogRatioSe({ baseline: 0.1, nStar: 2000, shareB: 0.5 });
    const stratified = answered(
      stratifiedConversionLift(drifting, { alpha: 0.05, plannedSe, minConversions: 5 }),
    );
    expect(stratified.lift).toBeCloseTo(0, 12);
    expect(stratified.pValue).toBe(1);
    const pooled = { xA: 85, nA: 1100, xB: 165, nB: 900 };
    const naive = sequentialConversionLift(pooled, { alpha: 0.05, nStar: 2000, minConversions: 5 });
    expect(answered(naive).pValue).toBeLessThan(0.05);
  });
});

describe('the exact e-value of conversions', () => {
  const plan = { allocationA: 0.5, allocationB: 0.5, alpha: 0.05, concentration: 20 };

  test('excludes no lift exactly when p is below alpha', ({ expect }) => {
    for (let conversionsB = 0; conversionsB < 120; conversionsB++) {
      const { liftLower, liftUpper, pValue } = answered(
        sequentialConversionExact({ ...plan, conversionsA: 40, conversionsB }),
      );
      expect(liftLower > 0 || liftUpper < 0).toBe(pValue < 0.05);
    }
  });

  test('averages to 1 over all futures without an effect', ({ expect }) => {
    const n = 60;
    let chance = 0.5 ** n;
    let mean = 0;
    for (let conversionsB = 0; conversionsB <= n; conversionsB++) {
      const { logEValue } = answered(
        sequentialConversionExact({ ...plan, conversionsA: n - conversionsB, conversionsB }),
      );
      mean += chance * Math.exp(logEValue);
      chance *= (n - conversionsB) / (conversionsB + 1);
    }
    expect(mean).toBeCloseTo(1, 12);
  });
});

describe('the watch over the split', () => {
  test('multiplies the evidence of epochs, each with its own weights', ({ expect }) => {
    const first = {
      increments: [
        [900, 100],
        [880, 130],
      ],
      weights: [0.9, 0.1],
    };
    const second = { increments: [[500, 520]], weights: [1, 1] };
    const [a, b, both] = [[first], [second], [first, second]].map((epochs) =>
      answered(srmSequential(epochs)),
    );
    expect(both?.logEValues.at(-1)).toBeCloseTo(
      (a?.logEValues.at(-1) ?? 0) + (b?.logEValues.at(-1) ?? 0),
      12,
    );
    expect(both?.pValues).toEqual([...(both?.pValues ?? [])].sort((p, q) => q - p));
  });

  test('is certain when somebody is in an arm of weight 0', ({ expect }) => {
    const { logEValues, pValues } = answered(
      srmSequential([
        {
          increments: [
            [5, 5],
            [0, 1],
          ],
          weights: [1, 0],
        },
      ]),
    );
    expect(logEValues).toEqual([Number.POSITIVE_INFINITY, Number.POSITIVE_INFINITY]);
    expect(pValues).toEqual([0, 0]);
  });
});
