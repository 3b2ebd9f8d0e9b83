import { test } from 'vitest';
import { refusalReasonSchema } from '#experiments/contract/refusal.ts';
import { experimentReportSchema } from '#experiments/contract/report.ts';
import { reportOf } from '#experiments/report/report-of.ts';
import { refusalSentences } from '#experiments/report/sentences/sentences.ts';
import { anExperiment, countsOf, leads, repeated, words } from './builders.ts';

const context = { metrics: [leads], words };

test('every report is JSON of the contract, with no number that is none', ({ expect }) => {
  const experiment = anExperiment();
  const worlds = [
    [],
    [{ visitors: [0, 0], bots: [3, 1] }],
    [{ visitors: [1, 0] }],
    [{ visitors: [1, 1], converted: [1, 1] }],
    [{ visitors: [40, 40], converted: [40, 40] }],
    [{ visitors: [40, 40], converted: [0, 1] }],
    repeated(30, { visitors: [300_000, 300_000], converted: [9_000, 9_900], bots: [10, 12] }),
  ];
  for (const world of worlds) {
    const report = reportOf(experiment, countsOf(experiment, world), context);
    expect(experimentReportSchema.parse(report)).toEqual(report);
    expect(JSON.parse(JSON.stringify(report))).toEqual(report);
    expect(report.state.sentence).not.toMatch(/NaN|Infinity|undefined|null/);
  }
});

test('unknown stays a refusal with its reason, never a zero', ({ expect }) => {
  const experiment = anExperiment();
  const empty = reportOf(experiment, countsOf(experiment, []), context);
  expect(empty.days).toBeNull();
  expect(empty.firstExposureAt).toBeNull();
  expect(empty.unit).toBeNull();
  expect(empty.srm).toEqual({ ok: false, reason: 'no-visitors' });
  expect(empty.variants[1]?.metrics[0]).toMatchObject({
    rate: { ok: false, reason: 'no-visitors' },
    lift: { ok: false, reason: 'no-visitors' },
  });
});

test('a control without conversions has no lift estimate and no upper limit', ({ expect }) => {
  const experiment = anExperiment();
  const counts = countsOf(experiment, [{ visitors: [400, 400], converted: [0, 9] }]);
  const lift = reportOf(experiment, counts, context).variants[1]?.metrics[0]?.lift;
  expect(lift).toMatchObject({ ok: true, method: 'exact-e-value', estimate: null, upper: null });
});

test('an arm in which everybody converted has no lift', ({ expect }) => {
  const experiment = anExperiment();
  const counts = countsOf(experiment, [{ visitors: [40, 40], converted: [40, 40] }]);
  const lift = reportOf(experiment, counts, context).variants[1]?.metrics[0]?.lift;
  expect(lift).toEqual({ ok: false, reason: 'zero-variance' });
});

test('an experiment without a planned size has no interval that stays valid', ({ expect }) => {
  const experiment = anExperiment({ plan: {} });
  const counts = countsOf(experiment, repeated(5, { visitors: [400, 400], converted: [12, 30] }));
  const lift = reportOf(experiment, counts, context).variants[1]?.metrics[0]?.lift;
  expect(lift).toEqual({ ok: false, reason: 'no-plan' });
});

test('shares that moved while conversions are few are refused by name', ({ expect }) => {
  const experiment = anExperiment();
  const epoch = { allocationBp: 10_000, effectiveAt: 0 };
  const counts = countsOf(
    experiment,
    [
      { epoch: 1, visitors: [100, 100], converted: [1, 2] },
      { epoch: 2, visitors: [20, 180], converted: [0, 4] },
    ],
    {
      epochs: [
        { ...epoch, epoch: 1, weightsBp: [5_000, 5_000] },
        { ...epoch, epoch: 2, weightsBp: [1_000, 9_000] },
      ],
    },
  );
  const lift = reportOf(experiment, counts, context).variants[1]?.metrics[0]?.lift;
  expect(lift).toEqual({ ok: false, reason: 'several-epochs' });
});

test('traffic that moves while the base rate doubles is not taken for an effect', ({ expect }) => {
  const experiment = anExperiment();
  const epoch = { allocationBp: 10_000, effectiveAt: 0 };
  const counts = countsOf(
    experiment,
    [
      { epoch: 1, visitors: [50_000, 50_000], converted: [2_000, 2_000] },
      { epoch: 2, visitors: [10_000, 90_000], converted: [800, 7_200] },
    ],
    {
      epochs: [
        { ...epoch, epoch: 1, weightsBp: [5_000, 5_000] },
        { ...epoch, epoch: 2, weightsBp: [1_000, 9_000] },
      ],
    },
  );
  const report = reportOf(experiment, counts, context);
  const lift = report.variants[1]?.metrics[0]?.lift;
  expect(lift).toMatchObject({ ok: true, method: 'stratified-log-ratio-confidence-sequence' });
  expect(lift?.ok && lift.estimate).toBeCloseTo(0, 12);
  expect(report.srm).toMatchObject({ ok: true, mismatch: false });
});

test('days are counted from the first exposure to the last, both included', ({ expect }) => {
  const experiment = anExperiment();
  const counts = countsOf(experiment, [
    { day: '2026-10-24', visitors: [5, 5] },
    { day: '2026-11-02', visitors: [5, 5] },
  ]);
  expect(reportOf(experiment, counts, context).days).toBe(10);
});

test('bots are shown and counted in no rate', ({ expect }) => {
  const experiment = anExperiment();
  const counts = countsOf(experiment, [
    { visitors: [100, 100], bots: [40, 2], converted: [10, 10] },
  ]);
  const [control] = reportOf(experiment, counts, context).variants;
  expect(control).toMatchObject({ visitors: 100, bots: 40 });
  expect(control?.metrics[0]?.rate).toMatchObject({ estimate: 0.1 });
});

test('a bot filter that takes more from one side shows between the two split checks', ({
  expect,
}) => {
  const experiment = anExperiment();
  const counts = countsOf(
    experiment,
    repeated(10, { visitors: [1_000, 800], bots: [0, 200], converted: [30, 24] }),
  );
  const report = reportOf(experiment, counts, context);
  expect(report.srm).toMatchObject({ mismatch: true });
  expect(report.srmWithBots).toMatchObject({ mismatch: false });
});

test('every reason has its sentence', ({ expect }) => {
  for (const reason of refusalReasonSchema.options) {
    expect(refusalSentences[reason]).toMatch(/^[A-Z].*\.$/);
  }
});
