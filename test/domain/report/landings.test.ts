import { describe, test } from 'vitest';
import type { Stratum } from '#experiments/contract/stratum.ts';
import type { ExperimentCounts } from '#experiments/report/counts/counts.ts';
import { decide } from '#experiments/report/decision/decide.ts';
import { mergeSmallLandings } from '#experiments/report/strata/landing-strata.ts';
import { strataOf } from '#experiments/report/strata/strata.ts';
import { stratumWeights } from '#experiments/report/strata/stratum-weights.ts';
import { anExperiment, countsOf, dayAfter, leads } from './builders.ts';

const experiment = anExperiment();

/** Counts of landings that were exposed on one day, `[visitors, converted]` per variant. */
function pooled(
  landings: Readonly<Record<string, readonly (readonly [number, number])[]>>,
): ExperimentCounts {
  const rows = Object.entries(landings).flatMap(([landing, arms]) =>
    arms.map(([visitors, converted], column) => ({
      key: {
        landing,
        variantId: experiment.variants[column]?.id ?? '',
        epoch: 1,
        day: dayAfter(0),
      },
      visitors,
      converted,
    })),
  );
  const total = (column: number, at: 0 | 1) =>
    Object.values(landings).reduce((sum, arms) => sum + (arms[column]?.[at] ?? 0), 0);
  const counts = countsOf(experiment, [
    { visitors: [total(0, 0), total(1, 0)], converted: [total(0, 1), total(1, 1)] },
  ]);
  return {
    ...counts,
    landings: {
      exposures: rows.map(({ key, visitors }) => ({ ...key, visitors, bots: 0 })),
      conversions: rows.map(({ key, converted }) => ({
        ...key,
        metricId: 'lead',
        converted,
        conversions: converted,
        sumMinor: 0,
        sumSquares: 0,
      })),
    },
  };
}

function liftOf(counts: ExperimentCounts) {
  const look = decide(experiment, counts, { metrics: [leads], day: dayAfter(0) });
  const lift = look.treatments[0]?.comparisons[0]?.lift;
  if (!lift?.ok) throw new Error('no lift');
  return { lift, look };
}

test('a mix of landings that differs between variants is not taken for an effect', ({ expect }) => {
  // Every page converts the same in both variants; the treatment got more of the better page.
  const counts = pooled({
    '/cold/': [
      [4_000, 80],
      [2_000, 40],
    ],
    '/warm/': [
      [1_000, 100],
      [3_000, 300],
    ],
  });
  const { lift, look } = liftOf(counts);
  expect(lift.estimate).toBeCloseTo(0, 12);
  expect(look.strata.map(({ landing }) => landing)).toEqual(['/cold/', '/warm/']);
  const { landings: _, ...mixed } = counts;
  expect(liftOf(mixed).lift.estimate).toBeGreaterThan(0.5);
});

test('one landing with visitors is read as an experiment with one landing', ({ expect }) => {
  const arms = [
    [1_000, 30],
    [1_000, 40],
  ] as const;
  const { landings: _, ...plain } = pooled({ '/a/': arms });
  expect(liftOf(pooled({ '/a/': arms }))).toEqual(liftOf(plain));
});

describe('small landings', () => {
  const stratum = (landing: string, visitors: readonly number[], epoch = 1): Stratum => ({
    epoch,
    landing,
    weightsBp: [5_000, 5_000],
    visitors: [...visitors],
    metrics: { lead: { converted: [1, 2], sumMinor: [10, 20], sumSquares: [100, 400] } },
  });

  test('are one stratum of their epoch, from 50 visitors in every variant on they are their own', ({
    expect,
  }) => {
    const merged = mergeSmallLandings([
      stratum('/a/', [50, 50]),
      stratum('/b/', [49, 500]),
      stratum('/c/', [3, 0]),
      stratum('/a/', [10, 10], 2),
    ]);
    expect(merged.map(({ epoch, landing, visitors }) => [epoch, landing, visitors])).toEqual([
      [1, '/a/', [50, 50]],
      [1, '', [52, 500]],
      [2, '', [10, 10]],
    ]);
    expect(merged[1]?.metrics.lead).toEqual({
      converted: [2, 4],
      sumMinor: [20, 40],
      sumSquares: [200, 800],
    });
  });

  test('do not wait for a variant that did not run in their epoch', ({ expect }) => {
    const merged = mergeSmallLandings([stratum('/a/', [80, 0]), stratum('/b/', [90, 0])]);
    expect(merged.map(({ landing }) => landing)).toEqual(['/a/', '/b/']);
  });
});

test('weights sum to one, an epoch keeps its share of the traffic, however its landings compare', ({
  expect,
}) => {
  const arm = (visitors: number) => ({ visitors, converted: 1, sumMinor: 0, sumSquares: 0 });
  const weights = stratumWeights([
    { epoch: 1, control: arm(900), treatment: arm(100) },
    { epoch: 2, control: arm(400), treatment: arm(100) },
    { epoch: 2, control: arm(200), treatment: arm(300) },
  ]);
  // nA nB / n: 80 and 120 of 200.
  const shares = weights.map(({ whole, ofEpoch }) => [whole.toFixed(9), ofEpoch.toFixed(9)]);
  expect(shares).toEqual(
    [
      [0.5, 1],
      [0.2, 0.4],
      [0.3, 0.6],
    ].map((row) => row.map((share) => share.toFixed(9))),
  );
});

test('no visitor gets lost between landings and epochs', ({ expect }) => {
  const counts = pooled(
    Object.fromEntries(
      Array.from({ length: 60 }, (_, index) => [
        `/page-${index}/`,
        [
          [10 + 7 * index, index % 9],
          [9 + 7 * index, index % 8],
        ] as const,
      ]),
    ),
  );
  const strata = strataOf(['control', 'outcome'], ['lead'], counts);
  const sum = (column: number) =>
    strata.reduce((total, { visitors }) => total + (visitors[column] ?? 0), 0);
  expect([sum(0), sum(1)]).toEqual(counts.exposures.map(({ visitors }) => visitors));
  expect(strata.at(-1)?.landing).toBe('');
});
