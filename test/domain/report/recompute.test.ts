import { expect, test } from 'vitest';
import { experimentReportSchema } from '#experiments/contract/report.ts';
import { recompute } from '#experiments/report/files/recompute.ts';
import { anExperiment, countsOf, leads, morningReport, repeated, words } from './builders.ts';

const experiment = anExperiment({
  variants: [
    { id: 'control', weightBp: 3_334 },
    { id: 'outcome', weightBp: 3_333 },
    { id: 'price', weightBp: 3_333 },
  ],
  secondary: ['click'],
});
const clicks = { ...leads, id: 'click', label: 'Clicks' };

function aReport() {
  const key = { epoch: 1, dimension: 'device' as const };
  const counts = countsOf(
    experiment,
    repeated(15, {
      visitors: [400, 405, 391],
      converted: [13, 19, 12],
      bots: [3, 2, 4],
      also: { click: [40, 44, 51] },
    }),
    {
      dimensions: {
        exposures: ['control', 'outcome', 'price'].flatMap((variantId) => [
          { ...key, value: 'mobile', variantId, visitors: 4_000, bots: 5 },
          { ...key, value: 'desktop', variantId, visitors: 1_850, bots: 0 },
          { ...key, value: 'tablet', variantId, visitors: 20, bots: 0 },
        ]),
        conversions: ['control', 'outcome', 'price'].map((variantId) => ({
          ...key,
          value: 'mobile',
          variantId,
          converted: 120,
          sumMinor: 0,
          sumSquares: 0,
        })),
      },
      health: {
        closedDay: '2026-11-15',
        since: '2026-11-01',
        firstViews: ['control', 'outcome', 'price'].map((variantId) => ({
          variantId,
          epoch: 1,
          stage: 'assigned' as const,
          flagged: false,
          views: 5_900,
        })),
        late: { sampled: 2_000, late: 4, medianMs: 90 },
        unexposed: { sampled: 300, without: 1 },
      },
    },
  );
  const report = morningReport(experiment, counts, [leads, clicks]);
  // As it comes out of the file.
  return experimentReportSchema.parse(JSON.parse(JSON.stringify(report)));
}

test('a report is computed again from its own file, number for number', () => {
  const report = aReport();
  const again = recompute(report, { metrics: [leads, clicks], words });
  expect(again.differences).toEqual([]);
  expect(again.compared).toBeGreaterThan(500);
  expect(again.report.variants).toEqual(report.variants);
  expect(again.report.health).toEqual(report.health);
});

test('a number that was changed in the file is found, and its place is named', () => {
  const report = aReport();
  const lift = report.variants[1]?.metrics[0]?.lift;
  if (!lift?.ok || lift.lower === null) throw new Error('no lift');
  lift.lower += 0.001;
  const { differences } = recompute(report, { metrics: [leads, clicks], words });
  expect(differences.map(({ at }) => at)).toEqual(['variants.1.metrics.0.lift.lower']);
});

test('a count that was changed shows wherever it matters', () => {
  const report = aReport();
  const [day] = report.daily;
  if (!day) throw new Error('no day');
  day.visitors[1] = 1_405;
  const places = recompute(report, { metrics: [leads, clicks], words }).differences;
  expect(places.map(({ at }) => at)).toContain('variants.1.visitors');
  expect(places.map(({ at }) => at)).toContain('srm.pValue');
});

test('what a look compared is computed again from the counts kept with it', () => {
  const report = aReport();
  const lift = report.look?.treatments[0]?.comparisons[0]?.lift;
  if (!lift?.ok) throw new Error('no look');
  lift.pValue *= 2;
  const { differences } = recompute(report, { metrics: [leads, clicks], words });
  expect(differences.map(({ at }) => at)).toEqual(['look.treatments.0.comparisons.0.lift.pValue']);
});

test('money by day of the week is computed again, too', () => {
  const revenue = { ...leads, type: 'mean' as const, currency: 'EUR' };
  const two = anExperiment({ plan: { visitors: 8_000 } });
  const counts = countsOf(two, repeated(21, { visitors: [200, 205], converted: [9, 12] }), {
    dimensions: { exposures: [], conversions: [] },
  });
  const conversions = counts.conversions.map((row, index) => ({
    ...row,
    sumMinor: row.converted * (4_000 + 137 * index),
    sumSquares: row.converted * (4_000 + 137 * index) ** 2,
  }));
  const report = morningReport(two, { ...counts, conversions }, [revenue]);
  const weekday = report.dimensions?.dimensions.find((one) => one.dimension === 'weekday');
  expect(weekday?.cells.every(({ lifts }) => lifts[0]?.ok)).toBe(true);
  expect(recompute(report, { metrics: [revenue], words }).differences).toEqual([]);
});
