import { test } from 'vitest';
import { planOf } from '#experiments/planning/plan-of.ts';
import { aQuestion } from './builders.ts';

test.for([
  ['invalid-baseline', { baseline: 0 }],
  ['invalid-baseline', { baseline: 1 }],
  ['invalid-baseline', { baseline: Number.NaN }],
  ['no-effect', { mde: 0 }],
  ['no-effect', { mde: 0.00001 }],
  ['rate-above-one', { baseline: 0.5, mde: 1.01 }],
  ['rate-not-above-zero', { mde: -1 }],
  ['invalid-weights', { weights: [1] }],
  ['invalid-weights', { weights: [0, 1] }],
  ['invalid-weights', { weights: [1, 0] }],
  ['no-traffic', { visitorsPerDay: 0 }],
  ['no-traffic', { visitorsPerDay: -400 }],
  ['invalid-share', { share: 0 }],
  ['invalid-share', { share: 1.01 }],
  ['invalid-alpha', { alpha: 0 }],
  ['invalid-alpha', { alpha: 0.5 }],
  ['invalid-power', { power: 0.5 }],
  ['invalid-power', { power: 1 }],
  ['too-many-visitors', { baseline: 0.0001, mde: 0.0005 }],
] as const)('refuses %s: %o', ([reason, given], { expect }) => {
  expect(planOf(aQuestion(given))).toEqual({ ok: false, reason });
});
