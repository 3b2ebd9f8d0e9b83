import { describe, test } from 'vitest';
import { groupSequentialBounds } from '#experiments/stats/group-sequential.ts';
import { adjustPValues } from '#experiments/stats/multiplicity.ts';
import { peekingFalsePositiveRate } from '#experiments/stats/peeking.ts';
import { mergeThinStrata } from '#experiments/stats/post-stratification.ts';
import {
  everCrossingPower,
  sequentialPower,
  sequentialSampleSize,
} from '#experiments/stats/power-sequential.ts';
import {
  detectableLift,
  powerForProportions,
  sampleSizeForProportions,
} from '#experiments/stats/power-two-proportions.ts';
import { seeded } from '#test/support/seeded.ts';
import { answered } from './answered.ts';

const design = { baseline: 0.05, alpha: 0.05, sides: 2 } as const;

describe('planning', () => {
  test('size, power and detectable lift answer the same question', ({ expect }) => {
    for (const relativeMde of [0.02, 0.1, 0.5, 2]) {
      const { nA, nB } = answered(
        sampleSizeForProportions(design, { relativeMde, power: 0.8, ratio: 1 }),
      );
      expect(
        answered(powerForProportions(design, { relativeMde, nA, nB })).power,
      ).toBeGreaterThanOrEqual(0.8);
      const { power } = answered(
        powerForProportions(design, { relativeMde, nA: nA - 1, nB: nB - 1 }),
      );
      expect(power).toBeLessThan(0.8);
      expect(answered(detectableLift(design, { nA, nB, power: 0.8 })).relativeMde).toBeCloseTo(
        relativeMde,
        1,
      );
    }
  });

  test('looking daily finds what one look at the end finds, and more', ({ expect }) => {
    const plan = { effect: 0.1, sdPerUnit: 4, alpha: 0.05, nStar: null };
    const { nTotal, inflationVsFixed } = answered(sequentialSampleSize(plan, 0.8));
    expect(inflationVsFixed).toBeGreaterThan(1.5);
    expect(answered(sequentialPower(plan, nTotal)).power).toBeCloseTo(0.8, 9);
    const ever = answered(everCrossingPower(plan, { n: nTotal, looks: 28 })).power;
    expect(ever).toBeGreaterThan(0.8);
    expect(answered(everCrossingPower(plan, { n: nTotal, looks: 1 })).power).toBeCloseTo(0.8, 9);
  });

  test('an ordinary test wins ever more often, the more often one looks', ({ expect }) => {
    const rates = [1, 2, 5, 20, 100].map(
      (looks) => answered(peekingFalsePositiveRate(looks, 0.05)).falsePositiveRate,
    );
    expect(rates).toEqual([...rates].sort((a, b) => a - b));
    expect(rates.slice(2).map((rate) => Math.round(rate * 1000) / 10)).toEqual([14.2, 24.8, 37.4]);
  });

  test('committed looks share out alpha and cost little', ({ expect }) => {
    const { z, inflationFactor80 } = answered(
      groupSequentialBounds([0.25, 0.5, 0.75, 1], 0.05, 'obf'),
    );
    expect(z).toEqual([...z].sort((a, b) => b - a));
    expect(z.at(-1)).toBeGreaterThan(1.96);
    expect(inflationFactor80).toBeLessThan(1.03);
    expect(groupSequentialBounds([0.5, 0.5], 0.05, 'obf')).toEqual({
      ok: false,
      reason: 'invalid-plan',
    });
  });
});

describe('corrections for many questions', () => {
  const random = seeded(11);
  const families = Array.from({ length: 50 }, () =>
    Array.from({ length: 1 + Math.floor(random() * 12) }, () => random() ** 4),
  );

  test('never make a p-value smaller and keep the order', ({ expect }) => {
    for (const pValues of families) {
      for (const method of ['holm', 'BH', 'BY', 'bonferroni'] as const) {
        const { adjusted, rejected } = answered(adjustPValues(pValues, method, 0.05));
        expect(adjusted.every((p, i) => p >= (pValues[i] ?? 1) - 1e-15 && p <= 1)).toBe(true);
        const byRank = pValues
          .map((p, i) => [p, adjusted[i] ?? 0] as const)
          .sort((a, b) => a[0] - b[0]);
        expect(byRank.every(([, p], i) => p >= (byRank[i - 1]?.[1] ?? 0))).toBe(true);
        expect(rejected).toEqual(adjusted.map((p) => p <= 0.05));
      }
    }
  });

  test('Holm is never weaker than Bonferroni, BH never weaker than Holm', ({ expect }) => {
    for (const pValues of families) {
      const [bonferroni, holm, BH] = (['bonferroni', 'holm', 'BH'] as const).map(
        (method) => answered(adjustPValues(pValues, method, 0.05)).adjusted,
      );
      expect(holm?.every((p, i) => p <= (bonferroni?.[i] ?? 0) + 1e-15)).toBe(true);
      expect(BH?.every((p, i) => p <= (holm?.[i] ?? 0) + 1e-15)).toBe(true);
    }
  });
});

test('thin strata are merged until each can be compared, and nobody is lost', ({ expect }) => {
  const arm = (n: number, mean: number, variance: number) => ({ n, mean, variance });
  const strata = [
    { A: arm(1, 3, 0), B: arm(40, 2, 1) },
    { A: arm(30, 1, 0), B: arm(20, 1, 2) },
    { A: arm(100, 1, 2), B: arm(100, 2, 2) },
    { A: arm(0, 0, 0), B: arm(0, 0, 0) },
  ];
  const merged = mergeThinStrata(strata);
  expect(merged.every(({ A, B }) => A.n > 1 && B.n > 1 && A.variance > 0 && B.variance > 0)).toBe(
    true,
  );
  expect(merged.reduce((sum, { A, B }) => sum + A.n + B.n, 0)).toBe(291);
});
