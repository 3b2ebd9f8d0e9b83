import { expect, test } from 'vitest';
import { experimentReportSchema } from '#experiments/contract/report.ts';
import { anExperiment, countsOf, morningReport, repeated } from './builders.ts';

const arms = [
  { id: 'control', weightBp: 5000, values: ['ad-a'] },
  { id: 'outcome', weightBp: 5000, values: ['ad-b'] },
];
const days = repeated(21, { visitors: [900, 300], converted: [30, 40] });

test('arms that an ad platform filled are compared, never judged, however clear the difference', () => {
  const ours = anExperiment();
  expect(morningReport(ours, countsOf(ours, days)).state.sentence).toMatch(
    /^Do not read: the split/,
  );
  const theirs = anExperiment({ variants: arms, assignedBy: 'url', parameter: 'utm_content' });
  const report = morningReport(theirs, countsOf(theirs, days));
  expect(experimentReportSchema.parse(report)).toEqual(report);
  expect(report.experiment.assignedBy).toBe('url');
  expect(report.state.code).toBe('withheld');
  expect(report.state.sentence).toMatch(/^Not randomised by us: the ad platform chose/);
  expect(report.state.sentence).not.toMatch(/better|worse|split is/i);
  const refused = { ok: false, reason: 'not-randomised' };
  expect([report.srm, report.srmWithBots]).toEqual([refused, refused]);
  expect(report.look?.treatments[0]?.verdict).toMatchObject({ reason: 'not-randomised' });
  const [, outcome] = report.variants;
  expect(outcome?.weightBp).toBe(2500);
  const lift = outcome?.metrics[0]?.lift;
  expect(lift).toMatchObject({ ok: true });
  expect(lift?.ok && lift.estimate).toBeCloseTo(40 / 300 / (30 / 900) - 1, 6);
});
