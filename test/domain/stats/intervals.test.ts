import { describe, test } from 'vitest';
import type { PairCounts } from '#experiments/stats/counts.ts';
import {
  newcombeDifferenceInterval,
  scoreDifferenceInterval,
} from '#experiments/stats/difference-interval.ts';
import { scoreLiftInterval } from '#experiments/stats/lift-interval.ts';
import {
  clopperPearsonInterval,
  jeffreysInterval,
  wilsonInterval,
} from '#experiments/stats/proportion-interval.ts';
import { scoreTest } from '#experiments/stats/proportion-test.ts';
import { seeded } from '#test/support/seeded.ts';
import { answered } from './answered.ts';

/** Random experiments of every size, with rates from 0 to 100 %. */
function experiments(count: number, seed: number): readonly PairCounts[] {
  const random = seeded(seed);
  return Array.from({ length: count }, () => {
    const size = () => Math.ceil(10 ** (random() * 6));
    const [nA, nB] = [size(), size()];
    const base = random() ** 3;
    const count = (n: number, p: number) =>
      Math.min(n, Math.round(n * p + (random() - 0.5) * 3 * Math.sqrt(n * p)));
    return {
      xA: Math.max(0, count(nA, base)),
      nA,
      xB: Math.max(0, count(nB, base * (0.7 + 0.6 * random()))),
      nB,
    };
  });
}

const swapped = ({ xA, nA, xB, nB }: PairCounts): PairCounts => ({
  xA: xB,
  nA: nB,
  xB: xA,
  nB: nA,
});

describe('score intervals of two rates', () => {
  test('exclude 0 exactly when the score test rejects', ({ expect }) => {
    for (const counts of experiments(400, 1)) {
      for (const alpha of [0.3, 0.05, 0.001]) {
        const { pValue } = answered(scoreTest(counts));
        const difference = answered(scoreDifferenceInterval(counts, alpha));
        const lift = answered(scoreLiftInterval(counts, alpha));
        if (Math.abs(pValue - alpha) < 1e-6) continue;
        expect(difference.lower > 0 || difference.upper < 0, JSON.stringify(counts)).toBe(
          pValue < alpha,
        );
        expect(lift.lower > 0 || lift.upper < 0, JSON.stringify(counts)).toBe(pValue < alpha);
      }
    }
  });

  test('change sign when the arms change places, and the lift turns into its inverse', ({
    expect,
  }) => {
    for (const counts of experiments(200, 2)) {
      const difference = answered(scoreDifferenceInterval(counts, 0.05));
      const mirror = answered(scoreDifferenceInterval(swapped(counts), 0.05));
      expect(mirror.lower).toBeCloseTo(-difference.upper, 9);
      expect(mirror.upper).toBeCloseTo(-difference.lower, 9);
      const lift = answered(scoreLiftInterval(counts, 0.05));
      const inverse = answered(scoreLiftInterval(swapped(counts), 0.05));
      expect(1 / (1 + inverse.upper)).toBeCloseTo(1 + lift.lower, 6);
    }
  });

  test('stay within what is possible and hold the estimate', ({ expect }) => {
    for (const counts of experiments(300, 3)) {
      const { diff, lower, upper } = answered(scoreDifferenceInterval(counts, 0.05));
      expect(
        lower >= -1 && lower <= diff && diff <= upper && upper <= 1,
        JSON.stringify(counts),
      ).toBe(true);
      const lift = answered(scoreLiftInterval(counts, 0.05));
      expect(lift.lower).toBeGreaterThanOrEqual(-1);
      if (lift.lift !== null) expect(lift.lift >= lift.lower && lift.lift <= lift.upper).toBe(true);
    }
  });

  test('widen with the level', ({ expect }) => {
    for (const counts of experiments(100, 4)) {
      const [narrow, wide] = [0.2, 0.01].map((alpha) =>
        answered(scoreDifferenceInterval(counts, alpha)),
      );
      expect(wide && narrow && wide.lower <= narrow.lower && wide.upper >= narrow.upper).toBe(true);
    }
  });

  test('are close to the hybrid score interval where samples are large', ({ expect }) => {
    const counts = { xA: 2000, nA: 40_000, xB: 2150, nB: 40_000 };
    const score = answered(scoreDifferenceInterval(counts, 0.05));
    const hybrid = answered(newcombeDifferenceInterval(counts, 0.05));
    expect(Math.abs(score.lower - hybrid.lower)).toBeLessThan(1e-5);
    expect(Math.abs(score.upper - hybrid.upper)).toBeLessThan(1e-5);
  });

  test('give a finite lower lift when only the control has no conversions', ({ expect }) => {
    const lift = answered(scoreLiftInterval({ xA: 0, nA: 100, xB: 5, nB: 100 }, 0.05));
    expect(lift).toMatchObject({ lift: Number.POSITIVE_INFINITY, upper: Number.POSITIVE_INFINITY });
    expect(lift.lower).toBeGreaterThan(0);
  });

  test('know nothing of the lift when nobody converted', ({ expect }) => {
    expect(scoreLiftInterval({ xA: 0, nA: 100, xB: 0, nB: 90 }, 0.05)).toEqual({
      ok: true,
      lift: null,
      lower: -1,
      upper: Number.POSITIVE_INFINITY,
    });
  });
});

describe('intervals of one rate', () => {
  test.for([
    ['wilson', wilsonInterval],
    ['clopper-pearson', clopperPearsonInterval],
    ['jeffreys', jeffreysInterval],
  ] as const)(
    '%s mirrors when conversions and non-conversions change places',
    ([, interval], { expect }) => {
      for (const { xA: x, nA: n } of experiments(200, 5)) {
        const { estimate, lower, upper } = answered(interval({ x, n }, 0.05));
        const mirror = answered(interval({ x: n - x, n }, 0.05));
        expect(mirror.lower).toBeCloseTo(1 - upper, 9);
        expect(lower >= 0 && lower <= estimate && estimate <= upper && upper <= 1).toBe(true);
      }
    },
  );

  test('the exact interval covers at least as often as promised, for every rate', ({ expect }) => {
    const n = 25;
    const limits = Array.from({ length: n + 1 }, (_, x) =>
      answered(clopperPearsonInterval({ x, n }, 0.1)),
    );
    for (let rate = 0.01; rate < 1; rate += 0.01) {
      let chance = (1 - rate) ** n;
      let covered = 0;
      for (const [x, { lower, upper }] of limits.entries()) {
        if (lower <= rate && rate <= upper) covered += chance;
        chance *= ((n - x) / (x + 1)) * (rate / (1 - rate));
      }
      expect(covered).toBeGreaterThanOrEqual(0.9 - 1e-12);
    }
  });
});
