import { expect, test } from 'vitest';
import { nextWeights } from '#experiments/controls/next-weights.ts';
import { metricSchema } from '#experiments/definition/metric/metric.ts';

const metric = metricSchema.parse({
  id: 'lead',
  label: 'Lead',
  type: 'proportion',
  source: 'submit',
  match: 'lead',
  windowDays: 7,
});
const definition = {
  primary: 'lead',
  variants: [
    { id: 'control', weightBp: 5_000 },
    { id: 'bold', weightBp: 5_000 },
  ],
};

/** One day's visitors and converted visitors per variant. */
function counts(day: string, arms: Readonly<Record<string, readonly [number, number]>>) {
  return {
    exposures: Object.entries(arms).map(([variantId, [visitors]]) => ({
      variantId,
      epoch: 1,
      day,
      visitors,
      bots: 0,
    })),
    conversions: Object.entries(arms).map(([variantId, [, converted]]) => ({
      variantId,
      epoch: 1,
      day,
      metricId: 'lead',
      converted,
      conversions: converted,
      sumMinor: 0,
      sumSquares: 0,
    })),
  };
}

const rules = { metric, floorBp: 1_000, inForceBp: [5_000, 5_000], lastDay: '2026-11-10' };

test('the weights follow the chance to be best, above the floor, and make a whole', () => {
  // P(B beats A) for Beta(31, 971) against Beta(46, 956) is 0.96062 (SciPy, quad over the densities);
  // 0.1 + 0.8 × 0.96062 = 0.8685.
  const weights = nextWeights(
    definition,
    counts('2026-11-10', { control: [1_000, 30], bold: [1_000, 45] }),
    rules,
  );
  expect(weights).toEqual([1_315, 8_685]);
});

test('nothing moves for less than half a point, and days that are still open do not count', () => {
  const day = counts('2026-11-10', { control: [1_000, 30], bold: [1_000, 30] });
  expect(nextWeights(definition, day, rules)).toBeNull();
  const open = counts('2026-11-11', { control: [1_000, 10], bold: [1_000, 90] });
  const both = {
    exposures: [...day.exposures, ...open.exposures],
    conversions: [...day.conversions, ...open.conversions],
  };
  expect(nextWeights(definition, both, rules)).toBeNull();
});

test('without counts that carry a posterior the weights stay', () => {
  const impossible = counts('2026-11-10', { control: [10, 30], bold: [10, 3] });
  expect(nextWeights(definition, impossible, rules)).toBeNull();
});
