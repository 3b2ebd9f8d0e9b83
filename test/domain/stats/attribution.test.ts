import { describe, test } from 'vitest';
import { creditByMarkov } from '#experiments/attribution/markov.ts';
import { type AttributionRule, creditByRule } from '#experiments/attribution/rules.ts';
import { creditByShapley, shapleyOfConversionRate } from '#experiments/attribution/shapley.ts';
import { seeded } from '#test/support/seeded.ts';
import { answered } from './answered.ts';

const random = seeded(5);
const channels = ['ads', 'mail', 'social', 'direct', '__proto__'];
const channel = () => channels[Math.floor(random() * channels.length)] ?? 'ads';
const sum = (credit: { readonly [name: string]: number }) =>
  Object.values(credit).reduce((a, b) => a + b, 0);

const touched = Array.from({ length: 200 }, () => ({
  touchpoints: Array.from({ length: Math.floor(random() * 6) }, (_, i) => ({
    channel: channel(),
    hour: 40 * i,
  })),
  converted: random() < 0.5,
  value: Math.round(random() * 10_000),
  conversionHour: 300,
}));
const counted = Array.from({ length: 60 }, () => ({
  path: Array.from({ length: Math.floor(random() * 5) }, channel),
  conversions: Math.floor(random() * 9),
  nulls: Math.floor(random() * 90),
}));

describe('credit', () => {
  const rules: readonly AttributionRule[] = [
    { model: 'first' },
    { model: 'last' },
    { model: 'last-non-direct' },
    { model: 'linear' },
    { model: 'position', first: 0.4, last: 0.4 },
    { model: 'time-decay', halfLifeHours: 168 },
  ];

  test.for(rules)('by rule $model adds up to what was converted', (rule, { expect }) => {
    const { credit, uncredited } = answered(creditByRule(touched, rule));
    const converted = touched.reduce((total, path) => total + (path.converted ? path.value : 0), 0);
    expect(sum(credit) + uncredited).toBeCloseTo(converted, 6);
    expect(Object.keys(credit).sort()).toEqual([...channels].sort());
  });

  test('by chain and by game adds up to the conversions', ({ expect }) => {
    const conversions = counted.reduce((total, path) => total + path.conversions, 0);
    for (const { credit, uncredited } of [
      answered(creditByMarkov(counted)),
      answered(creditByShapley(counted)),
    ]) {
      expect(sum(credit) + uncredited).toBeCloseTo(conversions, 9);
    }
  });

  test('of the conversion-rate game adds up to the rate of all channels together', ({ expect }) => {
    const paths = [
      { path: ['a', 'b'], conversions: 3, nulls: 1 },
      { path: ['a'], conversions: 1, nulls: 9 },
    ];
    expect(sum(answered(shapleyOfConversionRate(paths)).credit)).toBeCloseTo(0.75, 14);
  });

  test('ignores how often a journey loops on one channel', ({ expect }) => {
    const looped = counted.map((entry) => ({
      ...entry,
      path: entry.path.flatMap((name) => [name, name]),
    }));
    const [once, twice] = [counted, looped].map((paths) => answered(creditByMarkov(paths)));
    for (const name of Object.keys(once?.credit ?? {})) {
      expect(twice?.removalEffect[name]).toBeCloseTo(once?.removalEffect[name] ?? -1, 10);
    }
  });

  test('is nothing without journeys, and no effect is made up without conversions', ({
    expect,
  }) => {
    expect(creditByMarkov([])).toMatchObject({ conversionProbability: null, credit: {} });
    const without = answered(creditByMarkov([{ path: ['a'], conversions: 0, nulls: 5 }]));
    expect(without).toMatchObject({
      conversionProbability: 0,
      removalEffect: { a: null },
      credit: { a: 0 },
    });
  });

  test('refuses impossible journeys by name', ({ expect }) => {
    expect(creditByMarkov([{ path: ['a'], conversions: -1, nulls: 0 }])).toEqual({
      ok: false,
      reason: 'invalid-paths',
    });
    expect(creditByRule([], { model: 'position', first: 0.9, last: 0.9 })).toEqual({
      ok: false,
      reason: 'invalid-rule',
    });
  });
});
