import { test } from 'vitest';
import { measuredRate, measuredTraffic } from '#experiments/planning/measured.ts';
import { sourcesFor } from '#experiments/planning/sources.ts';
import { anExperiment } from '../report/builders.ts';
import { aReport, type MeasuredDay } from './builders.ts';

const experiment = anExperiment();
const of = { metric: 'lead', column: 0 };
const aDay: MeasuredDay = { visitors: [200, 200], converted: [6, 12] };
const repeated = (times: number): readonly MeasuredDay[] =>
  Array.from({ length: times }, () => aDay);

test('measures the rate of one variant with its interval', ({ expect }) => {
  const rate = measuredRate(aReport(repeated(10)), of);
  expect(rate).toMatchObject({ ok: true, converted: 60, visitors: 2_000, rate: 0.03 });
  // SciPy 1.17: binomtest(60, 2000).proportion_ci(method='wilson')
  expect(rate.ok && rate.lower).toBeCloseTo(0.023_377_854_7, 9);
  expect(rate.ok && rate.upper).toBeCloseTo(0.038_424_169_7, 9);
});

test.for([
  ['no-visitors', []],
  ['too-few-conversions', [{ visitors: [200, 200], converted: [4, 9] }]],
  ['too-few-conversions', [{ visitors: [200, 200], converted: [200, 9] }]],
] as const)('measures no rate: %s', ([reason, days], { expect }) => {
  expect(measuredRate(aReport(days), of)).toEqual({ ok: false, reason });
});

test('measures nothing where visitors and views are mixed', ({ expect }) => {
  const report = aReport(repeated(3), { unit: null });
  expect(measuredRate(report, of)).toEqual({ ok: false, reason: 'mixed-units' });
  expect(measuredTraffic(report)).toEqual({ ok: false, reason: 'mixed-units' });
});

test('averages traffic over whole weeks, without the first and the last day', ({ expect }) => {
  const days = [{ visitors: [9, 0] }, ...repeated(15), { visitors: [1, 0] }];
  expect(measuredTraffic(aReport(days))).toEqual({ ok: true, visitorsPerDay: 400, days: 14 });
});

test('takes the newest four weeks, because older traffic says little', ({ expect }) => {
  const day = (index: number) =>
    index < 30
      ? `2026-10-${String(index + 1).padStart(2, '0')}`
      : `2026-11-${String(index - 29).padStart(2, '0')}`;
  const days = Array.from({ length: 60 }, (_, index) => ({
    day: day(index),
    visitors: index < 29 ? [5_000, 5_000] : [50, 50],
  }));
  // October has a 31st, on which nobody came.
  expect(measuredTraffic(aReport(days))).toEqual({ ok: true, visitorsPerDay: 100, days: 28 });
});

test('counts days without visitors as days', ({ expect }) => {
  const days = [
    { day: '2026-11-01', visitors: [50, 50] },
    { day: '2026-11-04', visitors: [50, 50] },
  ];
  expect(measuredTraffic(aReport(days))).toEqual({ ok: true, visitorsPerDay: 50, days: 4 });
});

test('counts those outside the allocation of each epoch as traffic', ({ expect }) => {
  const epochs = [
    { epoch: 1, allocationBp: 2_500 },
    { epoch: 2, allocationBp: 10_000 },
  ];
  const days = [
    { epoch: 1, visitors: [50, 50] },
    { epoch: 2, visitors: [200, 200] },
  ];
  expect(measuredTraffic(aReport(days, { epochs }))).toEqual({
    ok: true,
    visitorsPerDay: 400,
    days: 2,
  });
});

test('counts those in other parts of its group as traffic', ({ expect }) => {
  const report = aReport([{ visitors: [100, 100] }]);
  expect(measuredTraffic(report, 0.25)).toMatchObject({ visitorsPerDay: 800 });
  const grouped = anExperiment({ id: 'grouped', group: 'first', groupRangeBp: [2_500, 5_000] });
  expect(sourcesFor(grouped, [])).toEqual([
    [{ id: 'grouped', variant: 'control', column: 0, groupShare: 0.25 }],
    [],
    [],
  ]);
});

test('asks an experiment itself, then running, then ended ones of its pages and metric', ({
  expect,
}) => {
  const running = anExperiment({ id: 'running' });
  const ended = anExperiment({ id: 'ended', status: 'ended', winner: 'outcome' });
  const all = [
    ended,
    anExperiment({ id: 'draft', status: 'draft' }),
    running,
    experiment,
    anExperiment({ id: 'elsewhere', pages: ['/offer/'] }),
    anExperiment({ id: 'other-metric', primary: 'click' }),
  ];
  const control = { variant: 'control', column: 0 };
  expect(sourcesFor(experiment, all)).toEqual([
    [{ id: 'headline', ...control }],
    [{ id: 'running', ...control }],
    [{ id: 'ended', variant: 'outcome', column: 1 }],
  ]);
  const draft = anExperiment({ id: 'new', status: 'draft' });
  expect(sourcesFor(draft, all).map((group) => group.map(({ id }) => id))).toEqual([
    [],
    ['running', 'headline'],
    ['ended'],
  ]);
});
