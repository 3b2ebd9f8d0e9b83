import { test } from 'vitest';
import { metricSchema } from '#experiments/definition/metric/metric.ts';
import { addDays } from '#experiments/report/decision/civil-day.ts';
import { reportOf } from '#experiments/report/report-of.ts';
import {
  anExperiment,
  clicks,
  countsOf,
  csvRows,
  dayAfter,
  leads,
  lookAt,
  morningReport,
  repeated,
  words,
} from './builders.ts';

test('per 1 000 visitors: control, treatment, and the change that the lift leaves open', ({
  expect,
}) => {
  const experiment = anExperiment();
  const report = morningReport(
    experiment,
    countsOf(experiment, repeated(14, { visitors: [500, 500], converted: [16, 24] })),
  );
  const cell = report.variants[1]?.metrics[0];
  if (!cell?.lift?.ok || cell.lift.lower === null || cell.lift.upper === null) throw new Error();
  // 16 and 24 of 500.
  expect(cell.perThousand).toEqual({
    control: 32,
    treatment: 48,
    changeLower: 32 * cell.lift.lower,
    changeUpper: 32 * cell.lift.upper,
  });
  expect(report.variants[0]?.metrics[0]?.perThousand).toBeNull();
  expect(csvRows(report)[1]).toMatchObject({ control_per_1000: '32', per_1000: '48' });
});

test('a month: the limits of the lift times the rate of control times the visitors to come', ({
  expect,
}) => {
  const experiment = anExperiment();
  // 20 days at 1 000 a day, then 14 at 500: only these tell the pace.
  const counts = countsOf(experiment, [
    ...repeated(20, { visitors: [500, 500], converted: [15, 25] }),
    ...repeated(14, { visitors: [250, 250], converted: [7, 13] }),
  ]);
  const report = morningReport(experiment, counts);
  const lift = report.look?.treatments[0]?.comparisons[0]?.lift;
  expect(report.state.code).toBe('better');
  if (!lift?.ok || lift.lower === null || lift.upper === null) throw new Error('no lift');
  // 30 days of 500; control converted 20 × 15 + 14 × 7 of 20 × 500 + 14 × 250.
  const rate = 398 / 13_500;
  expect(report.monthly).toMatchObject({ visitors: 15_000, paceDays: 14, control: rate });
  const [line] = report.monthly?.treatments ?? [];
  expect(line?.lower).toBeCloseTo(15_000 * rate * lift.lower, 9);
  expect(line?.upper).toBeCloseTo(15_000 * rate * lift.upper, 9);
  expect(line?.estimate).toBeCloseTo(15_000 * rate * (lift.estimate ?? Number.NaN), 9);
  expect(csvRows(report)[1]?.monthly_lower).toBe(String(line?.lower));
});

test('a visitor of a quarter of the traffic stands for four', ({ expect }) => {
  const experiment = anExperiment({ allocationBp: 2_500 });
  const report = morningReport(
    experiment,
    countsOf(experiment, repeated(28, { visitors: [250, 250], converted: [8, 16] })),
  );
  expect(report.monthly?.visitors).toBe(30 * 500 * 4);
});

test('without a decision no month is promised; a loss is', ({ expect }) => {
  const experiment = anExperiment();
  const open = repeated(14, { visitors: [250, 250], converted: [8, 9] });
  expect(morningReport(experiment, countsOf(experiment, open)).monthly).toBeNull();
  const early = repeated(5, { visitors: [500, 500], converted: [15, 40] });
  const ahead = morningReport(experiment, countsOf(experiment, early));
  expect(ahead.state.code).toBe('ahead');
  expect(ahead.monthly).toBeNull();
  const loss = repeated(28, { visitors: [250, 250], converted: [16, 8] });
  const worse = morningReport(experiment, countsOf(experiment, loss));
  expect(worse.state.code).toBe('worse');
  expect(worse.monthly?.treatments[0]?.upper).toBeLessThan(0);
});

test('the funnel follows the stages that the experiment measures, and stays away without', ({
  expect,
}) => {
  const stage = (match: string) =>
    metricSchema.parse({ ...leads, id: match, label: match, source: 'stage', match });
  const metrics = [stage('won'), stage('qualified'), clicks, leads];
  const experiment = anExperiment({ secondary: ['click', 'won', 'qualified'] });
  const counts = countsOf(experiment, [
    {
      visitors: [400, 200],
      converted: [40, 30],
      also: { click: [90, 80], qualified: [10, 15], won: [2, 5] },
    },
  ]);
  const { variants } = morningReport(experiment, counts, metrics);
  expect(variants.map(({ funnel }) => funnel)).toEqual([
    [
      { stage: 'visitor', metric: null, reached: 400, ofVisitors: 1 },
      { stage: 'lead', metric: 'lead', reached: 40, ofVisitors: 0.1 },
      { stage: 'qualified', metric: 'qualified', reached: 10, ofVisitors: 0.025 },
      { stage: 'won', metric: 'won', reached: 2, ofVisitors: 0.005 },
    ],
    [
      { stage: 'visitor', metric: null, reached: 200, ofVisitors: 1 },
      { stage: 'lead', metric: 'lead', reached: 30, ofVisitors: 0.15 },
      { stage: 'qualified', metric: 'qualified', reached: 15, ofVisitors: 0.075 },
      { stage: 'won', metric: 'won', reached: 5, ofVisitors: 0.025 },
    ],
  ]);
  const plain = morningReport(anExperiment(), countsOf(anExperiment(), [{ visitors: [1, 1] }]));
  expect(plain.variants[0]).toMatchObject({ funnel: null, costs: null });
});

test('the days of the timeline have no gap, and an epoch begins with its first visitor', ({
  expect,
}) => {
  const experiment = anExperiment();
  const counts = countsOf(
    experiment,
    [
      { day: dayAfter(0), visitors: [10, 12], converted: [1, 3] },
      { day: dayAfter(2), visitors: [8, 0], converted: [0, 0] },
      { day: dayAfter(2), epoch: 2, visitors: [2, 6], converted: [1, 1] },
    ],
    {
      epochs: [1, 2].map((epoch) => ({
        epoch,
        weightsBp: [5_000, 5_000],
        allocationBp: 10_000,
        effectiveAt: 0,
      })),
    },
  );
  const last = lookAt(experiment, counts);
  const looks = { last, crossings: [], next: null, history: [] };
  const report = reportOf(experiment, counts, { metrics: [leads], words, looks });
  expect(report.timeline).toEqual({
    metric: 'lead',
    looks: [],
    days: [
      { day: dayAfter(0), visitors: [10, 12], converted: [1, 3], rates: [0.1, 0.25] },
      { day: addDays(dayAfter(0), 1), visitors: [0, 0], converted: [0, 0], rates: [null, null] },
      { day: dayAfter(2), visitors: [10, 6], converted: [1, 1], rates: [0.1, 1 / 6] },
    ],
    recent: null,
    epochs: [{ epoch: 2, day: dayAfter(2) }],
  });
  const history = [{ day: addDays(dayAfter(0), 1), lifts: [] }];
  const later = reportOf(experiment, counts, {
    metrics: [leads],
    words,
    looks: { ...looks, history },
  });
  expect(later.timeline?.recent).toEqual({
    from: dayAfter(0),
    to: addDays(dayAfter(0), 1),
    visitors: [10, 12],
    converted: [1, 3],
    rates: [0.1, 0.25],
  });
});
