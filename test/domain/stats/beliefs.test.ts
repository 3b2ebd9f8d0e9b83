import { describe, test } from 'vitest';
import { conversionBanditWeights } from '#experiments/stats/bandit-weights.ts';
import { bayesBetaBinomial } from '#experiments/stats/bayes-beta-binomial.ts';
import { bayesProbBest } from '#experiments/stats/bayes-prob-best.ts';
import { betaQuantile } from '#experiments/stats/special/beta-quantile.ts';
import { betaTails } from '#experiments/stats/special/incomplete-beta.ts';
import { seeded } from '#test/support/seeded.ts';
import { answered } from './answered.ts';

const uniform = { alpha: 1, beta: 1 };

describe('beliefs about two rates', () => {
  test('mirror when the arms change places', ({ expect }) => {
    for (const [xA, nA, xB, nB] of [
      [0, 10, 3, 12],
      [40, 1000, 55, 900],
      [2_000_000, 100_000_000, 30, 1000],
    ] as const) {
      const one = answered(bayesBetaBinomial({ xA, nA, xB, nB }, { alpha: 0.5, beta: 0.5 }, 0.9));
      const two = answered(
        bayesBetaBinomial({ xA: xB, nA: nB, xB: xA, nB: nA }, { alpha: 0.5, beta: 0.5 }, 0.9),
      );
      expect(one.probBBeatsA + two.probBBeatsA).toBeCloseTo(1, 12);
      expect(one.expectedLossChooseA).toBeCloseTo(two.expectedLossChooseB, 14);
      expect(one.diff.lower).toBeCloseTo(-two.diff.upper, 10);
      expect((1 + one.lift.lower) * (1 + two.lift.upper)).toBeCloseTo(1, 9);
    }
  });

  test('give losses whose difference is the difference of the means', ({ expect }) => {
    const random = seeded(3);
    for (let i = 0; i < 100; i++) {
      const [nA, nB] = [Math.ceil(10 ** (6 * random())), Math.ceil(10 ** (6 * random()))];
      const counts = {
        xA: Math.floor(nA * random() ** 3),
        nA,
        xB: Math.floor(nB * random() ** 3),
        nB,
      };
      const belief = answered(bayesBetaBinomial(counts, uniform, 0.95));
      expect(belief.expectedLossChooseA - belief.expectedLossChooseB).toBeCloseTo(
        belief.diff.mean,
        12,
      );
    }
  });

  test('agree with the closed form for whole-numbered posteriors', ({ expect }) => {
    // The sum of E. Miller (evanmiller.org/bayesian-ab-testing.html, eq. 6): 2/5 + 8/35 + 9/70.
    const belief = answered(bayesBetaBinomial({ xA: 1, nA: 3, xB: 2, nB: 3 }, uniform, 0.95));
    expect(belief.probBBeatsA).toBeCloseTo(53 / 70, 13);
  });
});

describe('beliefs about many rates', () => {
  const arms = [
    { x: 0, n: 20 },
    { x: 30, n: 1000 },
    { x: 31, n: 900 },
    { x: 3_200_000, n: 100_000_000 },
    { x: 1, n: 1 },
  ];

  test('share one certainty, and two places between them', ({ expect }) => {
    const { probBest, probTopTwo } = answered(bayesProbBest(arms, { alpha: 0.5, beta: 0.5 }));
    expect(probBest.reduce((sum, chance) => sum + chance, 0)).toBeCloseTo(1, 11);
    expect(probTopTwo.reduce((sum, chance) => sum + chance, 0)).toBeCloseTo(2, 11);
  });

  test('reduce to the comparison of two', ({ expect }) => {
    const { probBest, expectedLoss } = answered(bayesProbBest(arms.slice(1, 3), uniform));
    const pair = answered(bayesBetaBinomial({ xA: 30, nA: 1000, xB: 31, nB: 900 }, uniform, 0.95));
    expect(probBest[1]).toBeCloseTo(pair.probBBeatsA, 13);
    expect(expectedLoss).toEqual([
      expect.closeTo(pair.expectedLossChooseA, 14),
      expect.closeTo(pair.expectedLossChooseB, 14),
    ]);
  });

  test.for(['thompson', 'top-two'] as const)(
    '%s weights sum to 1 and keep the floor',
    (policy, { expect }) => {
      for (const floor of [0, 0.01, 0.05, 0.2, 0.6]) {
        const { weights } = answered(conversionBanditWeights(arms, uniform, { policy, floor }));
        expect(weights.reduce((sum, weight) => sum + weight, 0)).toBeCloseTo(1, 11);
        expect(Math.min(...weights)).toBeGreaterThanOrEqual(
          Math.min(floor, 1 / arms.length) - 1e-12,
        );
      }
    },
  );
});

test('Beta quantiles lead back to their probabilities, from 0.5 to 1e8 trials', ({ expect }) => {
  for (const [a, b] of [
    [0.5, 0.5],
    [0.5, 1e8],
    [3, 1e4],
    [5e3, 5e3],
    [2e6, 9.8e7],
    [120, 0.7],
  ] as const) {
    for (const p of [1e-9, 0.01, 0.3, 0.5, 0.9, 0.99999]) {
      const { x, y } = betaQuantile(p, a, b);
      expect(Math.abs(betaTails(x, a, b, y).lower / p - 1)).toBeLessThan(1e-9);
    }
  }
});
