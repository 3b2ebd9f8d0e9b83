import { expect, test } from 'vitest';
import { type HealthCheck, healthSchema, type Stage } from '#experiments/contract/health.ts';
import type { ExperimentCounts, HealthCounts } from '#experiments/report/counts/counts.ts';
import { shareCheck } from '#experiments/report/health/health-shares.ts';
import { reportOf } from '#experiments/report/report-of.ts';
import { anExperiment, countsOf, dayAfter, leads, repeated, words } from './builders.ts';

const experiment = anExperiment();
const evenDays = repeated(14, { visitors: [100, 100], converted: [3, 3] });

/** Views of control and treatment that came to a stage. */
function views(stage: Stage, both: readonly [number, number], flagged = false) {
  return both.map((count, column) => ({
    variantId: column === 0 ? 'control' : 'outcome',
    epoch: 1,
    stage,
    flagged,
    views: count,
  }));
}

function healthOf(
  given: Partial<HealthCounts> = {},
  rest: Partial<ExperimentCounts> = {},
  days = evenDays,
) {
  const counts = countsOf(experiment, days, {
    health: {
      closedDay: dayAfter(13),
      since: dayAfter(0),
      firstViews: [...views('assigned', [1_500, 1_500]), ...views('exposed', [1_400, 1_400])],
      late: { sampled: 1_000, late: 1, medianMs: 120 },
      unexposed: { sampled: 60, without: 0 },
      ...given,
    },
    ...rest,
  });
  const { health } = reportOf(experiment, counts, { metrics: [leads], words });
  if (!health) throw new Error('no health');
  healthSchema.parse(health);
  return {
    health,
    statusOf: (check: HealthCheck) => health.findings.find((one) => one.check === check)?.status,
  };
}

test('a sound experiment has no finding to act on', () => {
  const { health } = healthOf();
  const bad = health.findings.filter(({ status }) => status === 'broken' || status === 'watch');
  expect(bad).toEqual([]);
  expect(health.splits.map(({ at }) => at)).toEqual(['assigned', 'served', 'exposed', 'counted']);
});

test('pages that fail for one variant break the split where they are served', () => {
  const { health, statusOf } = healthOf({
    firstViews: [
      ...views('assigned', [1_500, 1_500]),
      ...views('failed', [0, 400]),
      ...views('exposed', [1_400, 1_050]),
    ],
  });
  expect(statusOf('split-assigned')).toBe('fine');
  expect(statusOf('split-served')).toBe('broken');
  expect(statusOf('failures')).toBe('broken');
  expect(health.findings[0]?.status).toBe('broken');
});

test('a variant whose tracker stays silent is found even where the split is not yet off', () => {
  const { statusOf } = healthOf({
    firstViews: [...views('assigned', [1_500, 1_500]), ...views('exposed', [1_450, 1_350])],
  });
  expect(statusOf('split-served')).toBe('fine');
  expect(statusOf('silence')).toBe('broken');
});

test('silence cannot be told where more views were reported than counted', () => {
  const { statusOf } = healthOf({
    firstViews: [...views('assigned', [500, 1_500]), ...views('exposed', [1_400, 1_400])],
  });
  expect(statusOf('silence')).toBe('unknown');
});

test('programs are in the splits and in no comparison of pages', () => {
  const { health } = healthOf({
    firstViews: [
      ...views('assigned', [100, 100]),
      ...views('assigned', [40, 60], true),
      ...views('exposed', [90, 95]),
    ],
  });
  expect(health.splits[0]?.visitors).toEqual([140, 160]);
  expect(health.silence.of).toEqual([100, 100]);
});

test('more than one visitor in a hundred in two variants is a fault', () => {
  expect(healthOf({}, { multi: 28 }).statusOf('multi')).toBe('fine');
  expect(healthOf({}, { multi: 29 }).statusOf('multi')).toBe('broken');
});

test('errors on one variant, late events and lone conversions are told', () => {
  const { statusOf } = healthOf({
    firstViews: [
      ...views('assigned', [1_500, 1_500]),
      ...views('exposed', [1_400, 1_400]),
      ...views('error', [5, 90]),
    ],
    late: { sampled: 1_000, late: 51, medianMs: 400 },
    unexposed: { sampled: 100, without: 3 },
  });
  expect(statusOf('errors')).toBe('broken');
  expect(statusOf('late')).toBe('watch');
  expect(statusOf('unexposed')).toBe('watch');
});

test('a young experiment has open windows, and mixed units are a fault', () => {
  const young = repeated(7, { visitors: [100, 100] });
  expect(healthOf({ closedDay: dayAfter(6) }, {}, young).health.maturity).toEqual({
    windowDays: 7,
    closedShare: 0,
  });
  expect(healthOf({ closedDay: dayAfter(6) }, {}, young).statusOf('maturity')).toBe('watch');
  expect(healthOf({}, { modes: ['cookie', 'strict'] }).statusOf('unit')).toBe('broken');
});

test('a split that is off on phones alone is found among many values', () => {
  const cell = (value: string, variantId: string, visitors: number) => ({
    dimension: 'device' as const,
    value,
    variantId,
    epoch: 1,
    visitors,
    bots: 0,
  });
  const dimensions = {
    exposures: [
      cell('mobile', 'control', 900),
      cell('mobile', 'outcome', 700),
      cell('desktop', 'control', 500),
      cell('desktop', 'outcome', 510),
    ],
    conversions: [],
  };
  const { health, statusOf } = healthOf({}, { dimensions });
  expect(statusOf('split-dimensions')).toBe('broken');
  expect(health.cells.off.map(({ dimension, value }) => [dimension, value])).toEqual([
    ['device', 'mobile'],
  ]);
  expect(health.cells.checked).toBeGreaterThanOrEqual(9);
});

test('shares are compared by Pearson’s chi-square', () => {
  // By hand: χ² = 12.0301, and p = erfc(√(χ² / 2)).
  expect(shareCheck([1_400, 1_400], [50, 90]).pValue).toBeCloseTo(0.00052349, 8);
  expect(shareCheck([0, 10], [0, 1])).toMatchObject({ pValue: null, differs: false });
  expect(shareCheck([10, 10], [11, 1])).toMatchObject({ pValue: null, differs: false });
});
