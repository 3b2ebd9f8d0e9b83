import { test } from 'vitest';
import { dimensionsSchema } from '#experiments/contract/dimension.ts';
import type { DimensionCounts, ExperimentCounts } from '#experiments/report/counts/counts.ts';
import { dimensionsOf } from '#experiments/report/lift/dimensions-of.ts';
import { anExperiment, countsOf, leads, repeated } from './builders.ts';

type Arms = readonly [control: readonly [number, number], treatment: readonly [number, number]];

const experiment = anExperiment();

/** Counts with one dimension, `[visitors, converted]` per variant and value. */
function by(
  dimension: 'keyword' | 'landing' | 'device',
  values: readonly (readonly [value: string | null, arms: Arms])[],
): ExperimentCounts {
  const rows = values.flatMap(([value, arms]) =>
    arms.map(([visitors, converted], column) => ({
      key: { dimension, value, variantId: experiment.variants[column]?.id ?? '', epoch: 1 },
      visitors,
      converted,
    })),
  );
  const dimensions: DimensionCounts = {
    exposures: rows.map(({ key, visitors }) => ({ ...key, visitors, bots: 0 })),
    conversions: rows.map(({ key, converted }) => ({
      ...key,
      converted,
      sumMinor: 0,
      sumSquares: 0,
    })),
  };
  const days = repeated(14, { visitors: [500, 500], converted: [15, 20] });
  return { ...countsOf(experiment, days), dimensions };
}

function read(counts: ExperimentCounts) {
  const found = dimensionsOf(experiment, counts, { primary: leads, mixed: false });
  if (!found) throw new Error('no dimensions');
  return dimensionsSchema.parse(found);
}

const even: Arms = [
  [1_000, 30],
  [1_000, 33],
];

test('a value that shines among many is not clear of zero after the correction for all', ({
  expect,
}) => {
  const shining: Arms = [
    [1_000, 22],
    [1_000, 60],
  ];
  const many = Array.from({ length: 30 }, (_, index) => [`keyword ${index}`, even] as const);
  const { dimensions, family, nStar } = read(by('keyword', [['shining', shining], ...many]));
  const [keyword] = dimensions;
  const cell = keyword?.cells.find(({ value }) => value === 'shining');
  const lift = cell?.lifts[0];
  if (!lift?.ok || !lift.family) throw new Error('no lift');
  expect(family).toBe(31 + 7);
  expect(nStar).toBe(1_400);
  expect(lift.lower).toBeGreaterThan(0);
  expect(lift.family).toMatchObject({ correction: 'holm', size: 38 });
  expect(lift.family.adjustedPValue).toBeGreaterThan(lift.pValue * 30);
  expect(lift.family.lower).toBeLessThan(lift.lower ?? 0);
});

test('values with fewer than 100 visitors in a variant, and those never told apart, are the rest', ({
  expect,
}) => {
  const { dimensions } = read(
    by('keyword', [
      ['big', even],
      ['', even],
      [
        'small',
        [
          [99, 3],
          [400, 9],
        ],
      ],
      [
        'tiny',
        [
          [1, 0],
          [0, 0],
        ],
      ],
      [
        null,
        [
          [40, 1],
          [41, 2],
        ],
      ],
    ]),
  );
  const [keyword] = dimensions;
  expect(keyword?.cells.map(({ kind, value, visitors }) => [kind, value, visitors])).toEqual([
    ['value', 'big', [1_000, 1_000]],
    ['unknown', '', [1_000, 1_000]],
    ['rest', '', [140, 441]],
  ]);
  expect(keyword).toMatchObject({ restValues: 2, restOpen: true });
});

test('never more than 50 values stand alone, those with the most visitors', ({ expect }) => {
  const many = Array.from({ length: 70 }, (_, index): readonly [string, Arms] => [
    `keyword ${index}`,
    [
      [200 + index, 5],
      [200 + index, 6],
    ],
  ]);
  const [keyword] = read(by('keyword', many)).dimensions;
  expect(keyword?.cells.length).toBe(51);
  expect(keyword?.cells[0]?.value).toBe('keyword 69');
  expect(keyword?.restValues).toBe(20);
});

test('one value has nothing to be compared with', ({ expect }) => {
  const { dimensions } = read(by('device', [['mobile', even]]));
  const device = dimensions.find(({ dimension }) => dimension === 'device');
  expect(device?.cells[0]?.lifts).toEqual([]);
  expect(device?.simpson).toEqual([]);
});

test('days of the week come from the days, Monday first', ({ expect }) => {
  const { dimensions } = read(by('device', []));
  const weekday = dimensions.find(({ dimension }) => dimension === 'weekday');
  expect(weekday?.cells.map(({ value, visitors }) => [value, visitors[0]])).toEqual(
    ['1', '2', '3', '4', '5', '6', '7'].map((day) => [day, 1_000]),
  );
});

test('a sum that turns its parts around is told', ({ expect }) => {
  // Every landing loses with the treatment, which got most of the better landing.
  const { dimensions } = read(
    by('landing', [
      [
        '/cold/',
        [
          [9_000, 180],
          [1_000, 15],
        ],
      ],
      [
        '/warm/',
        [
          [1_000, 100],
          [9_000, 720],
        ],
      ],
    ]),
  );
  const landing = dimensions.find(({ dimension }) => dimension === 'landing');
  expect(landing?.simpson[0]).toMatchObject({ cells: 2, opposite: 2, reversed: true });
  expect(landing?.simpson[0]?.pooled).toBeGreaterThan(0);
  expect(landing?.simpson[0]?.stratified).toBeLessThan(0);
});

test('agreeing parts are no paradox', ({ expect }) => {
  const { dimensions } = read(
    by('landing', [
      ['/a/', even],
      ['/b/', even],
    ]),
  );
  const landing = dimensions.find(({ dimension }) => dimension === 'landing');
  expect(landing?.simpson[0]).toMatchObject({ opposite: 0, reversed: false });
  expect(landing?.heterogeneity[0]).toMatchObject({ cells: 2, i2: 0 });
});

test('mixed units give no lifts', ({ expect }) => {
  const found = dimensionsOf(
    experiment,
    by('keyword', [
      ['a', even],
      ['b', even],
    ]),
    {
      primary: leads,
      mixed: true,
    },
  );
  expect(found?.family).toBe(0);
  expect(found?.dimensions.flatMap(({ cells }) => cells.flatMap(({ lifts }) => lifts))).toEqual([]);
});
