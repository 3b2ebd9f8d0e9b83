import { describe, test } from 'vitest';
import { chiSquareSf } from '#experiments/stats/special/chi-square.ts';
import { seeded } from '../random.ts';
import { binomial, normal, split } from './draws.ts';

const DRAWS = 40_000;

describe('binomial draws follow the binomial law', () => {
  test.for([
    { n: 20, p: 0.3 },
    { n: 1_000, p: 0.002 },
    { n: 500, p: 0.3 },
    { n: 60, p: 0.9 },
    { n: 100_000, p: 0.02 },
  ])('of $n trials with chance $p', ({ n, p }, { expect }) => {
    const random = seeded(`binomial ${n} ${p}`);
    const seen = new Map<number, number>();
    for (let draw = 0; draw < DRAWS; draw += 1) {
      const k = binomial(random, n, p);
      seen.set(k, (seen.get(k) ?? 0) + 1);
    }
    // Neighbouring outcomes are taken together until a cell expects at least 20.
    let [chiSquare, cells, expected, found] = [0, 0, 0, 0];
    let logChance = n * Math.log1p(-p);
    for (let k = 0; k <= n; k += 1) {
      if (k > 0) logChance += Math.log((n - k + 1) / k) + Math.log(p / (1 - p));
      expected += DRAWS * Math.exp(logChance);
      found += seen.get(k) ?? 0;
      if (expected < 20) continue;
      chiSquare += (found - expected) ** 2 / expected;
      [cells, expected, found] = [cells + 1, 0, 0];
    }
    expect(cells).toBeGreaterThan(5);
    expect(chiSquareSf(chiSquare, cells - 1)).toBeGreaterThan(0.001);
  });

  test('certain and impossible outcomes are drawn as such', ({ expect }) => {
    const random = seeded('edges');
    expect([binomial(random, 7, 0), binomial(random, 7, 1), binomial(random, 0, 0.5)]).toEqual([
      0, 7, 0,
    ]);
  });
});

test('a split sends every visitor somewhere, in the planned shares', ({ expect }) => {
  const random = seeded('split');
  const sums = [0, 0, 0, 0];
  for (let draw = 0; draw < 2_000; draw += 1) {
    const counts = split(random, 1_000, [8_000, 1_000, 1_000, 0]);
    expect(counts.reduce((total, count) => total + count, 0)).toBe(1_000);
    for (const [column, count] of counts.entries()) sums[column] = (sums[column] ?? 0) + count;
  }
  for (const [column, share] of [0.8, 0.1, 0.1, 0].entries()) {
    const error = Math.sqrt((share * (1 - share)) / 2_000_000);
    expect(Math.abs((sums[column] ?? 0) / 2_000_000 - share)).toBeLessThanOrEqual(4 * error);
  }
});

test('normal numbers have mean 0, variance 1 and a fourth moment of 3', ({ expect }) => {
  const random = seeded('normal');
  const powers = [0, 0, 0];
  for (let draw = 0; draw < 200_000; draw += 1) {
    const x = normal(random);
    for (const [index, power] of [1, 2, 4].entries())
      powers[index] = (powers[index] ?? 0) + x ** power;
  }
  const [mean = 0, square = 0, fourth = 0] = powers.map((sum) => sum / 200_000);
  expect(Math.abs(mean)).toBeLessThan(4 * Math.sqrt(1 / 200_000));
  expect(Math.abs(square - 1)).toBeLessThan(4 * Math.sqrt(2 / 200_000));
  expect(Math.abs(fourth - 3)).toBeLessThan(4 * Math.sqrt(96 / 200_000));
});
