import { test } from 'vitest';
import { anExperiment, aWholeReport, countsOf, csvRows, morningReport } from './builders.ts';

test('the CSV has the digits of the JSON and a reason where a number is missing', ({ expect }) => {
  const experiment = anExperiment();
  const counts = countsOf(experiment, [{ visitors: [40, 0], converted: [2, 0] }]);
  const report = morningReport(experiment, counts);
  const [control, outcome] = csvRows(report);
  const rate = report.variants[0]?.metrics[0]?.rate;
  if (!rate?.ok) throw new Error('no rate');
  expect(control).toMatchObject({
    rate: String(rate.estimate),
    rate_lower: String(rate.lower),
    rate_upper: String(rate.upper),
    rate_refusal: '',
    lift: '',
    look_verdict: '',
  });
  expect(outcome).toMatchObject({
    converted: '0',
    rate: '',
    rate_refusal: 'no-visitors',
    lift: '',
    lift_refusal: 'no-visitors',
    look_day: '2026-11-01',
    look_verdict: 'undecided',
    look_lift_refusal: 'no-visitors',
  });
});

test('the CSV has the numbers of the look, of the family and of the first crossing', ({
  expect,
}) => {
  const { report, metrics } = aWholeReport();
  const cells = report.variants.flatMap(({ variant, metrics: own }) =>
    own.map((cell) => ({ variant, cell })),
  );
  for (const [index, row] of csvRows(report).entries()) {
    const { variant, cell } = cells[index] ?? {};
    const lift = cell?.lift?.ok ? cell.lift : null;
    expect(row.p_value).toBe(lift ? String(lift.pValue) : '');
    expect(row.p_value_adjusted).toBe(lift?.family ? String(lift.family.adjustedPValue) : '');
    const look = report.look?.treatments.find((one) => one.variant === variant);
    const comparison = look?.comparisons.find((one) => one.metric === cell?.metric);
    const then = comparison?.lift.ok ? (comparison.lift.family ?? comparison.lift) : null;
    expect(row.look_lift_lower).toBe(then ? String(then.lower) : '');
    expect(row.guardrail).toBe(comparison?.guardrail?.status ?? '');
    const crossing = report.crossings.find(
      (one) => one.variant === variant && one.metric === cell?.metric,
    );
    expect(row.first_crossing_day).toBe(crossing?.day ?? '');
  }
  expect(metrics.length).toBe(3);
  expect(report.crossings.length).toBeGreaterThan(0);
});
