import { describe, test } from 'vitest';
import type { ExperimentCounts } from '#experiments/report/counts/counts.ts';
import { refuseCounts } from '#experiments/report/counts/counts-door.ts';
import { decide } from '#experiments/report/decision/decide.ts';
import { reportOf } from '#experiments/report/report-of.ts';
import { refusalSentences } from '#experiments/report/sentences/sentences.ts';
import { anExperiment, countsOf, dayAfter, leads, repeated, words } from './builders.ts';

const experiment = anExperiment();
const honest = countsOf(experiment, repeated(3, { visitors: [100, 90], converted: [3, 4] }));

function spoiled(rows: 'exposures' | 'conversions', change: Record<string, unknown>) {
  return {
    ...honest,
    [rows]: honest[rows].map((row, index) => (index === 2 ? { ...row, ...change } : row)),
  } as ExperimentCounts;
}

function withWeights(...weightsBp: readonly (readonly number[])[]): ExperimentCounts {
  return {
    ...honest,
    epochs: weightsBp.map((weights, index) => ({
      epoch: index + 1,
      weightsBp: weights,
      allocationBp: 10_000,
      effectiveAt: 0,
    })),
  };
}

const impossible: Record<string, readonly [ExperimentCounts, string, string]> = {
  'a negative count': [
    spoiled('exposures', { visitors: -1 }),
    'negative-count',
    'exposures[2].visitors',
  ],
  'negative bots': [spoiled('exposures', { bots: -3 }), 'negative-count', 'exposures[2].bots'],
  'half a visitor': [
    spoiled('exposures', { visitors: 99.5 }),
    'fractional-count',
    'exposures[2].visitors',
  ],
  'a count that is not a number': [
    spoiled('conversions', { converted: Number.NaN }),
    'not-a-number',
    'conversions[2].converted',
  ],
  'an infinite count': [
    spoiled('conversions', { conversions: Number.POSITIVE_INFINITY }),
    'not-a-number',
    'conversions[2].conversions',
  ],
  'a count above what is exact': [
    spoiled('exposures', { visitors: 2 ** 53 }),
    'unsafe-count',
    'exposures[2].visitors',
  ],
  'more converted visitors than visitors': [
    spoiled('conversions', { converted: 101, conversions: 101 }),
    'conversions-above-visitors',
    'conversions[2].converted',
  ],
  'more converted visitors than conversions': [
    spoiled('conversions', { conversions: 2 }),
    'conversions-above-visitors',
    'conversions[2].converted',
  ],
  'conversions of a day without visitors': [
    spoiled('conversions', { day: dayAfter(40) }),
    'conversions-above-visitors',
    'conversions[2].converted',
  ],
  'a sum of values that is not a number': [
    spoiled('conversions', { sumMinor: Number.NaN }),
    'not-a-number',
    'conversions[2].sumMinor',
  ],
  'a sum of values that lost its cents': [
    spoiled('conversions', { sumMinor: 2 ** 54 }),
    'unsafe-count',
    'conversions[2].sumMinor',
  ],
  'negative squares': [
    spoiled('conversions', { sumSquares: -1 }),
    'negative-count',
    'conversions[2].sumSquares',
  ],
  'a day that does not exist': [
    spoiled('exposures', { day: '2026-02-30' }),
    'invalid-day',
    'exposures[2].day',
  ],
  'weights that do not sum': [
    withWeights([5_000, 4_999]),
    'weights-do-not-sum',
    'epochs[0].weightsBp',
  ],
  'a negative weight': [
    withWeights([5_000, 5_000], [11_000, -1_000]),
    'negative-count',
    'epochs[1].weightsBp',
  ],
  'a weight that is not a number': [
    withWeights([5_000, Number.NaN]),
    'not-a-number',
    'epochs[0].weightsBp',
  ],
  'a weight too many': [
    withWeights([5_000, 3_000, 2_000]),
    'weights-per-variant',
    'epochs[0].weightsBp',
  ],
};

describe('counts that cannot be true are refused by name', () => {
  for (const [name, [counts, reason, at]] of Object.entries(impossible)) {
    test(name, ({ expect }) => {
      expect(refuseCounts(experiment, counts)).toEqual({ ok: false, reason, at });
      const decided = decide(experiment, counts, { metrics: [leads], day: dayAfter(9) });
      expect(decided.decision).toEqual({
        kind: 'withheld',
        reason: 'impossible-counts',
        refusal: reason,
      });
      expect(decided.strata).toEqual([]);
      const sentence = refusalSentences[reason as keyof typeof refusalSentences];
      expect(() => reportOf(experiment, counts, { metrics: [leads], words })).toThrow(sentence);
    });
  }
});

test('honest counts pass, also money paid back and several consent modes of one cell', ({
  expect,
}) => {
  expect(refuseCounts(experiment, honest)).toBeNull();
  expect(refuseCounts(experiment, spoiled('conversions', { sumMinor: -500 }))).toBeNull();
  const cell = { variantId: 'control', epoch: 1, day: dayAfter(0), visitors: 5, bots: 0 };
  const conversion = { ...cell, metricId: 'lead', sumMinor: 0, sumSquares: 0 };
  const twoModes = {
    ...honest,
    exposures: [cell, cell],
    conversions: [{ ...conversion, converted: 8, conversions: 8 }],
  };
  expect(refuseCounts(experiment, twoModes)).toBeNull();
  expect(refuseCounts(experiment, { ...twoModes, exposures: [cell] })?.reason).toBe(
    'conversions-above-visitors',
  );
});
