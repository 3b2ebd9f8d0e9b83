import { expect, test } from 'vitest';
import { experimentReportSchema } from '#experiments/contract/report.ts';
import { type Metric, metricSchema } from '#experiments/definition/metric/metric.ts';
import { recompute } from '#experiments/report/files/recompute.ts';
import { reportCsv } from '#experiments/report/files/report-csv.ts';
import { lineSentence } from '#experiments/report/sentences/line-sentence.ts';
import {
  anExperiment,
  countsOf,
  dayAfter,
  leads,
  morningReport,
  repeated,
  words,
} from './builders.ts';

const qualified: Metric = metricSchema.parse({
  id: 'qualified',
  label: 'Qualified leads',
  type: 'proportion',
  source: 'stage',
  match: 'qualified',
  windowDays: 7,
});
const metrics = [leads, qualified];
const theirs = anExperiment({
  variants: [
    { id: 'control', weightBp: 5000, values: ['ad-a'] },
    { id: 'outcome', weightBp: 5000, values: ['ad-b'] },
  ],
  assignedBy: 'url',
  parameter: 'utm_content',
  primary: 'qualified',
  secondary: ['lead'],
});
// The platform sends three times as many people to the control; the last week's windows are open.
const counted = (qualifiedADay: readonly number[], days = 28) =>
  countsOf(
    theirs,
    repeated(days, {
      visitors: [900, 300],
      converted: [30, 12],
      also: { qualified: qualifiedADay },
    }),
    { closedDay: dayAfter(days - 1) },
  );

test('arms that an ad platform split are judged on qualified leads, with the label and the caveat', () => {
  const report = morningReport(theirs, counted([18, 12]), metrics);
  expect(experimentReportSchema.parse(report)).toEqual(report);
  expect(report.look?.decision).toEqual({ kind: 'better' });
  expect(report.look?.assignedBy).toBe('url');
  expect(report.state.sentence).toMatch(
    /^Not randomised by us\. “outcome” is better: at least \+\d.*may have sent different people/,
  );
  const { look } = report;
  expect(look && lineSentence(look.decision, { look, metrics, words })).toMatch(
    /^Not randomised by us: “outcome” is better/,
  );
  expect(report.experiment.notRandomised).toMatchObject({
    label: 'not randomised by us',
    declaredSharesBp: [5000, 5000],
    cameShares: [0.75, 0.25],
  });
  expect(recompute(JSON.parse(JSON.stringify(report)), { metrics, words }).differences).toEqual([]);
});

test('the same people in both arms call nothing, and losing quality is called worse', () => {
  const state = (rates: readonly number[]) =>
    morningReport(theirs, counted(rates), metrics).look?.decision.kind;
  expect(state([18, 6])).toBe('undecided');
  expect(state([18, 2])).toBe('worse');
});

test('a split that nobody planned is told, never tested', () => {
  const report = morningReport(theirs, counted([18, 12]), metrics);
  const refused = { ok: false, reason: 'not-randomised' };
  expect([report.srm, report.srmWithBots, report.look?.srm]).toEqual([refused, refused, refused]);
  const ours = anExperiment();
  const lopsided = repeated(21, { visitors: [900, 300], converted: [30, 12] });
  expect(morningReport(ours, countsOf(ours, lopsided)).state.sentence).toMatch(
    /the split is 75\/25/,
  );
});

test('what is counted on the page judges nobody, and neither does a CRM that is not connected', () => {
  const onPage = { ...theirs, primary: 'lead', secondary: [] };
  const page = morningReport(onPage, counted([18, 12]), metrics);
  expect(page.look?.treatments[0]?.verdict).toMatchObject({ reason: 'not-randomised' });
  expect(page.state.sentence).toMatch(/only compared: “Demo requests” is counted on the page/);
  const silent = morningReport(theirs, counted([0, 0]), metrics);
  expect(silent.state.code).toBe('withheld');
  expect(silent.state.sentence).toMatch(
    /^Not randomised by us, and only compared: nothing of “Qualified leads” has arrived .*site\/crm\.yaml/,
  );
});

test('few qualified leads give no exact limits, as those take a planned split for true', () => {
  const report = morningReport(theirs, counted([1, 0], 14), metrics);
  expect(report.variants[1]?.metrics[0]?.lift).toEqual({
    ok: false,
    reason: 'too-few-conversions',
  });
  expect(report.look?.decision.kind).toBe('undecided');
});

test('every row of the CSV says who split the visitors', () => {
  const column = (csv: string) =>
    new Set(
      csv
        .trim()
        .split('\r\n')
        .slice(1)
        .map((row) => row.split(',').at(-1)),
    );
  expect(column(reportCsv(morningReport(theirs, counted([18, 12]), metrics)))).toEqual(
    new Set(['not randomised by us']),
  );
  const ours = anExperiment();
  const days = repeated(21, { visitors: [900, 900], converted: [30, 40] });
  expect(column(reportCsv(morningReport(ours, countsOf(ours, days))))).toEqual(
    new Set(['randomised']),
  );
});
