import { beforeAll, describe, test } from 'vitest';
import { seeded } from './random.ts';
import { playFixedWorlds } from './worlds/fixed-worlds.ts';
import type { WorldOutcome } from './worlds/simulate-worlds.ts';

describe.for(['crm-headline', 'crm-form', 'offer-price-frame', 'offer-aa'])(
  'in 20 fixed worlds of %s',
  (id) => {
    let worlds: readonly WorldOutcome[];
    beforeAll(() => {
      worlds = playFixedWorlds(id);
    }, 60_000);

    test('the planted lift lies in its 95 % interval in at least 18', ({ expect }) => {
      expect(worlds.filter((world) => world.covered).length).toBeGreaterThanOrEqual(18);
    });

    test('the split is never called broken', ({ expect }) => {
      expect(worlds.filter((world) => world.splitMismatch)).toEqual([]);
    });
  },
);

test('a world is the same for the same seed and another for another', ({ expect }) => {
  const draws = (seed: string) => {
    const random = seeded(seed);
    return Array.from({ length: 5 }, random);
  };
  expect(draws('a')).toEqual(draws('a'));
  expect(draws('a')).not.toEqual(draws('b'));
});

test('seeded numbers are spread evenly over [0, 1)', ({ expect }) => {
  const random = seeded('even');
  const tenths = Array.from({ length: 10 }, () => 0);
  for (let draw = 0; draw < 100_000; draw += 1) {
    const tenth = Math.floor(random() * 10);
    tenths[tenth] = (tenths[tenth] ?? 0) + 1;
  }
  const chiSquare = tenths.reduce((sum, count) => sum + (count - 10_000) ** 2 / 10_000, 0);
  // 99.9 % quantile of chi-square with 9 degrees of freedom.
  expect(chiSquare).toBeLessThan(27.88);
});
