import { expect, test } from 'vitest';
import type { BotChoice } from '#experiments/bots/rules.ts';
import type { BotCounts } from '#experiments/report/counts/counts.ts';
import { recompute } from '#experiments/report/files/recompute.ts';
import { reportOf } from '#experiments/report/report-of.ts';
import { anExperiment, countsOf, leads, repeated, words } from './builders.ts';

const TODAY: BotChoice = { rules: 2, also: [], keep: [] };
const group = (
  bits: number,
  visitors: readonly [number, number],
  converted: readonly [number, number],
  version = 2,
): BotCounts => {
  const rows = ['control', 'outcome'].map((variantId, column) => ({
    key: { version, bits, variantId, epoch: 1 },
    visitors: visitors[column] ?? 0,
    converted: converted[column] ?? 0,
  }));
  return {
    choice: TODAY,
    exposures: rows.map((row) => ({ ...row.key, visitors: row.visitors })),
    conversions: rows.map((row) => ({
      ...row.key,
      converted: row.converted,
      sumMinor: 0,
      sumSquares: 0,
    })),
  };
};

/** People alike in both variants; crawlers on both sides; a data centre that clicks in one. */
const PARTS = [
  group(0, [7_000, 7_010], [210, 252]),
  group(2, [500, 490], [0, 0], 1),
  group(128, [300, 310], [0, 150]),
];
const bots = (choice: BotChoice): BotCounts => ({
  choice,
  exposures: PARTS.flatMap(({ exposures }) => exposures),
  conversions: PARTS.flatMap(({ conversions }) => conversions),
});
const experiment = anExperiment();
const reportWith = (choice: BotChoice, day: Parameters<typeof countsOf>[1][number]) =>
  reportOf(experiment, countsOf(experiment, [day], { bots: bots(choice) }), {
    metrics: [leads],
    words,
  });

test('the reading in use is the report; the others say what other rules would change', () => {
  const report = reportWith(TODAY, {
    visitors: [7_300, 7_320],
    bots: [500, 490],
    converted: [210, 402],
  });
  const [everybody, first, today, strictest] = report.bots?.readings ?? [];
  expect(today).toMatchObject({
    rules: 'version',
    version: 2,
    inUse: true,
    visitors: [7_300, 7_320],
    leftOut: [500, 490],
    split: report.srm,
    lifts: [report.variants[1]?.metrics[0]?.lift],
  });
  expect(everybody).toMatchObject({
    rules: 'everybody',
    visitors: [7_800, 7_810],
    leftOut: [0, 0],
    split: report.srmWithBots,
  });
  expect(first).toMatchObject({ version: 1, visitors: [7_300, 7_320], inUse: false });
  expect(strictest).toMatchObject({ visitors: [7_000, 7_010], converted: [210, 252] });
  const estimates = [today, strictest].map((one) => one?.lifts[0]?.ok && one.lifts[0].estimate);
  // (402/7320)/(210/7300) - 1 and (252/7010)/(210/7000) - 1
  expect(estimates[0]).toBeCloseTo(0.9091, 3);
  expect(estimates[1]).toBeCloseTo(0.1983, 3);
  expect(report.bots?.reasons).toEqual([
    { reason: 'known-bot', visitors: [500, 490] },
    { reason: 'datacentre', visitors: [300, 310] },
  ]);
  expect(report.bots?.lookedAtBefore).toBe(990);
});

test('what site.yaml adds or keeps is a reading of its own, and the one in use', () => {
  const report = reportWith(
    { rules: 2, also: ['datacentre'], keep: ['known-bot'] },
    { visitors: [7_500, 7_500], bots: [300, 310], converted: [210, 252] },
  );
  const used = report.bots?.readings.filter(({ inUse }) => inUse);
  expect(used).toMatchObject([{ rules: 'site', version: 2, visitors: [7_500, 7_500] }]);
  expect(used?.[0]?.leavesOut).toContain('datacentre');
  expect(used?.[0]?.leavesOut).not.toContain('known-bot');
});

test('the readings are computed again from the file', () => {
  const report = reportWith(TODAY, {
    visitors: [7_300, 7_320],
    bots: [500, 490],
    converted: [210, 402],
  });
  expect(recompute(report, { metrics: [leads], words }).differences).toEqual([]);
  const [group] = report.bots?.groups ?? [];
  if (!group?.epochs[0]) throw new Error('no group');
  group.epochs[0].visitors[1] = 1;
  const places = recompute(report, { metrics: [leads], words }).differences.map(({ at }) => at);
  expect(places).toContain('bots.readings.0.visitors.1');
});

test('of a late stage whose windows are open no lift is told under any rules', () => {
  const late = { ...leads, source: 'stage' as const, match: 'qualified', windowDays: 28 };
  const report = reportOf(
    experiment,
    countsOf(experiment, repeated(3, { visitors: [100, 100], converted: [9, 9] }), {
      bots: bots(TODAY),
    }),
    { metrics: [late], words },
  );
  for (const { lifts } of report.bots?.readings ?? []) {
    expect(lifts).toEqual([{ ok: false, reason: 'some-windows-open' }]);
  }
});
