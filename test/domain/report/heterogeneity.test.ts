import { test } from 'vitest';
import { heterogeneityOf } from '#experiments/report/lift/heterogeneity.ts';

test('heterogeneity is Cochran’s Q over log ratios', ({ expect }) => {
  const pair = (x: readonly [number, number], n: readonly [number, number]) => [
    {
      epoch: 1,
      control: { visitors: n[0], converted: x[0], sumMinor: 0, sumSquares: 0 },
      treatment: { visitors: n[1], converted: x[1], sumMinor: 0, sumSquares: 0 },
    },
  ];
  const found = heterogeneityOf([
    pair([100, 200], [10_000, 10_000]),
    pair([200, 200], [10_000, 10_000]),
    pair([4, 900], [10_000, 10_000]),
  ]);
  // By hand: y = ln 2 and 0; v = 0.0150 + and 0.0099, with (x + 1) / (n + 2) in the variance.
  const v = (x: number) =>
    (((x + 1) / 10_002) * (1 - (x + 1) / 10_002)) / 10_000 / (x / 10_000) ** 2;
  const [w1, w2] = [1 / (v(100) + v(200)), 1 / (2 * v(200))];
  const mean = (w1 * Math.log(2)) / (w1 + w2);
  const q = w1 * (Math.log(2) - mean) ** 2 + w2 * mean ** 2;
  expect(found?.cells).toBe(2);
  expect(found?.q).toBeCloseTo(q, 9);
  expect(found?.i2).toBeCloseTo((q - 1) / q, 9);
});
