import { test } from 'vitest';
import { reportOf } from '#experiments/report/report-of.ts';
import {
  anExperiment,
  countsOf,
  type Day,
  leads,
  morningReport,
  repeated,
  words,
} from './builders.ts';

function stateFor(days: readonly Day[], given: Record<string, unknown> = {}) {
  const experiment = anExperiment(given);
  return morningReport(experiment, countsOf(experiment, days)).state;
}

const three = {
  variants: [
    { id: 'control', weightBp: 3_334 },
    { id: 'short', weightBp: 3_333 },
    { id: 'promise', weightBp: 3_333 },
  ],
};

test('an experiment without visitors says so instead of showing a zero', ({ expect }) => {
  expect(stateFor([])).toEqual({
    code: 'no-data',
    sentence: 'No visitors yet, so there is nothing to compare.',
  });
});

test('a draft says that nobody is assigned', ({ expect }) => {
  expect(stateFor([], { status: 'draft' })).toEqual({
    code: 'draft',
    sentence: 'Draft: nobody is assigned to it yet.',
  });
});

test('while the first day runs there is no decision, whatever the counts are', ({ expect }) => {
  const experiment = anExperiment();
  const counts = countsOf(experiment, [{ visitors: [900, 900], converted: [10, 300] }]);
  expect(reportOf(experiment, counts, { metrics: [leads], words }).state).toEqual({
    code: 'first-look',
    sentence:
      'The first look is taken tonight, when the day is over; until then the counts are all there is.',
  });
});

test('the first conversions are too early for a reading', ({ expect }) => {
  expect(stateFor([{ visitors: [200, 210], converted: [0, 3] }])).toEqual({
    code: 'undecided',
    sentence: 'Too early: “control” has none of the first 5 conversions that every variant needs.',
  });
});

test('an open experiment names its range and how far the planned size is, never a point', ({
  expect,
}) => {
  expect(stateFor(repeated(6, { visitors: [350, 350], converted: [10, 12] }))).toEqual({
    code: 'undecided',
    sentence:
      'No decision yet: “outcome” anywhere from −30.8\u202f% to +108.1\u202f%. 4,200 of 14,000 planned visitors are in: about 14 more days at the present pace.',
  });
});

test('the pace is that of the last two weeks, not of a slow start', ({ expect }) => {
  const days = [
    ...repeated(20, { visitors: [20, 20], converted: [1, 1] }),
    ...repeated(14, { visitors: [100, 100], converted: [4, 4] }),
  ];
  expect(stateFor(days).sentence).toMatch(/3,600 of 14,000 .* about 52 more days/);
});

test('an experiment that has its planned size and still no decision says that too', ({
  expect,
}) => {
  const { code, sentence } = stateFor(repeated(20, { visitors: [400, 400], converted: [12, 12] }));
  expect(code).toBe('undecided');
  expect(sentence).toContain('The planned 14,000 visitors are in');
});

test('a lead before two whole weeks is ahead, and the date to wait for is named', ({ expect }) => {
  expect(stateFor(repeated(9, { visitors: [400, 400], converted: [10, 24] }))).toEqual({
    code: 'ahead',
    sentence:
      '“outcome” is ahead: at least +64.2\u202f% (range +64.2 to +250.8\u202f%), but wait until Nov 15: 9 of 14 days are in, and every weekday should count the same; 22.2\u202f% of the visitors have had their 7 days to convert, and 50\u202f% should.',
  });
});

test('a lead that lasted two whole weeks is better, with the low end first', ({ expect }) => {
  expect(stateFor(repeated(14, { visitors: [400, 400], converted: [12, 20] }))).toEqual({
    code: 'better',
    sentence:
      '“outcome” is better: at least +24.6\u202f% (range +24.6 to +123.0\u202f%). Demo requests per 1,000 visitors: 30.0 → 50.0. Plan with the low end.',
  });
});

test('a lead is withheld when the visitors are not split as planned', ({ expect }) => {
  const state = stateFor(repeated(14, { visitors: [1_000, 880], converted: [20, 60] }));
  expect(state.code).toBe('withheld');
  expect(state.sentence).toBe(
    'Do not read: the split is 53.2/46.8 where 50/50 was planned, so visitors are being lost on one side.',
  );
});

test('a treatment whose whole range is below zero is worse', ({ expect }) => {
  const { code, sentence } = stateFor(repeated(14, { visitors: [400, 400], converted: [24, 10] }));
  expect(code).toBe('worse');
  expect(sentence).toMatch(
    /^Worse than control: “outcome” −\S+\u202f% to −\S+\u202f%\. Control stays\.$/,
  );
});

test('less of a metric is better when its direction is down', ({ expect }) => {
  const experiment = anExperiment();
  const metrics = [{ ...leads, direction: 'down' as const }];
  const counts = countsOf(experiment, repeated(14, { visitors: [400, 400], converted: [24, 10] }));
  const { state } = morningReport(experiment, counts, metrics);
  expect(state.code).toBe('better');
  expect(state.sentence).toMatch(/at least −\d/);
});

test('effects beyond the equivalence margin are ruled out once the range lies inside it', ({
  expect,
}) => {
  const days = repeated(20, { visitors: [50_000, 50_000], converted: [5_000, 5_010] });
  expect(stateFor(days, { plan: { visitors: 1_000_000, equivalenceBp: 500 } })).toEqual({
    code: 'no-difference',
    sentence: 'Effects beyond ±5.0\u202f% are ruled out; choose on cost.',
  });
});

test('with several treatments one that leads is named with the range that holds for all', ({
  expect,
}) => {
  const days = repeated(14, { visitors: [400, 400, 400], converted: [12, 12, 24] });
  const experiment = anExperiment(three);
  const report = morningReport(experiment, countsOf(experiment, days));
  const lift = report.variants[2]?.metrics[0]?.lift;
  if (!lift?.ok || !lift.family) throw new Error('no family');
  expect(lift.family).toMatchObject({ correction: 'holm', size: 2 });
  expect(lift.family.level).toBeCloseTo(0.975, 12);
  expect(lift.family.lower ?? 0).toBeLessThan(lift.lower ?? 0);
  expect(report.state.code).toBe('better');
  expect(report.state.sentence).toContain('“promise” is better');
  expect(report.state.sentence).not.toContain('short');
  expect(report.state.sentence).toContain(words.lift(lift.family.lower ?? 0));
});

test('an ended experiment keeps its winner and its last reading', ({ expect }) => {
  const days = repeated(14, { visitors: [400, 400], converted: [12, 20] });
  const { code, sentence } = stateFor(days, { status: 'ended', winner: 'outcome' });
  expect(code).toBe('ended');
  expect(sentence).toMatch(
    /^Ended\. Winner on record: “outcome”\. Last reading: “outcome” is better/,
  );
});

test('visitors and page views are never added up', ({ expect }) => {
  const experiment = anExperiment();
  const days = repeated(14, { visitors: [400, 400], converted: [12, 30] });
  const counts = countsOf(experiment, days, { modes: ['strict', 'cookie'] });
  const report = morningReport(experiment, counts);
  expect(report.state.code).toBe('withheld');
  expect(report.look?.decision).toMatchObject({ reason: 'mixed-units' });
  expect(report.unit).toBeNull();
  expect(report.variants[1]?.metrics[0]).toMatchObject({
    rate: { ok: false, reason: 'mixed-units' },
    lift: { ok: false, reason: 'mixed-units' },
  });
});
