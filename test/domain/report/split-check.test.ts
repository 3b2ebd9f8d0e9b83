import { test } from 'vitest';
import { judgeSplit } from '#experiments/report/health/split-checks.ts';
import { binomial, split } from '#test/simulate/peeking/draws.ts';
import { seeded } from '../../support/seeded.ts';

/** Whether the split of an experiment with daily looks is called off. */
function calledOff(days: readonly (readonly number[])[], weights: readonly number[]): boolean {
  const check = judgeSplit([{ increments: days, weights }]);
  if (!check.ok) throw new Error(check.reason);
  return check.mismatch;
}

test('2 000 sound splits raise no more false alarms than promised', ({ expect }) => {
  const random = seeded(39);
  let alarms = 0;
  for (let world = 0; world < 2_000; world += 1) {
    const weights = world % 2 === 0 ? [5_000, 5_000] : [6_000, 2_000, 2_000];
    const days = Array.from({ length: 14 }, () => split(random, 700, weights));
    if (calledOff(days, weights)) alarms += 1;
  }
  // One in a hundred at most is promised: Binomial(2 000, 1/100) exceeds 37 once in 5 000 runs.
  expect(alarms).toBeLessThanOrEqual(37);
});

test('two of a hundred lost in one arm of a million are found', ({ expect }) => {
  const random = seeded(40);
  let found = 0;
  for (let world = 0; world < 200; world += 1) {
    const days = Array.from({ length: 10 }, () => {
      const [control = 0, treatment = 0] = split(random, 100_000, [5_000, 5_000]);
      return [control, treatment - binomial(random, treatment, 0.02)];
    });
    if (calledOff(days, [5_000, 5_000])) found += 1;
  }
  expect(found).toBe(200);
});
