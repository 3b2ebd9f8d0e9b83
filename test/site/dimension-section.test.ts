import { experimental_AstroContainer as AstroContainer } from 'astro/container';
import { expect, test } from 'vitest';
import DimensionSection from '#components/report/DimensionSection.astro';
import { reportFormat } from '#components/report/format.ts';
import type { ExperimentReport } from '#experiments/contract/report.ts';
import type { Metric } from '#experiments/definition/metric/metric.ts';
import type { DimensionCounts } from '#experiments/report/counts/counts.ts';
import { reportOf } from '#experiments/report/report-of.ts';
import { anExperiment, countsOf, leads, repeated, words } from '#test/domain/report/builders.ts';

const experiment = anExperiment();
const HOSTILE = '<script>alert(1)</script>';

type Arms = readonly [control: readonly [number, number], treatment: readonly [number, number]];

/** A report by keyword and landing, `[visitors, converted]` per variant. */
function reportWith(
  values: readonly (readonly [string, Arms])[],
  visitors: readonly number[] = [500, 500],
  metric: Metric = leads,
): ExperimentReport {
  const rows = values.flatMap(([value, arms]) =>
    arms.map(([count, converted], column) => ({
      key: {
        dimension: 'keyword' as const,
        value,
        variantId: experiment.variants[column]?.id ?? '',
        epoch: 1,
      },
      visitors: count,
      converted,
    })),
  );
  const dimensions: DimensionCounts = {
    exposures: rows.map(({ key, visitors: count }) => ({ ...key, visitors: count, bots: 0 })),
    conversions: rows.map(({ key, converted }) => ({
      ...key,
      converted,
      sumMinor: 0,
      sumSquares: 0,
    })),
  };
  const counts = countsOf(experiment, repeated(14, { visitors, converted: [15, 20] }));
  return reportOf(experiment, { ...counts, dimensions }, { metrics: [metric], words });
}

async function render(report: ExperimentReport, metric: Metric = leads): Promise<string> {
  const container = await AstroContainer.create();
  const format = reportFormat({ locale: 'en', timeZone: 'Europe/Berlin' });
  const html = await container.renderToString(DimensionSection, {
    props: { report, metric, locale: 'en', format },
  });
  return html.replace(/\s+/g, ' ');
}

/** What is read: without tags. */
function textOf(html: string): string {
  return html.replace(/<[^>]*>/g, '').replace(/\s+/g, ' ');
}

const even: Arms = [
  [1_000, 30],
  [1_000, 33],
];

test('warns against picking, and says for how many comparisons the ranges hold', async () => {
  const report = reportWith([
    ['dispatch software', even],
    [HOSTILE, even],
  ]);
  const html = await render(report);
  expect(report.dimensions?.family).toBe(2 + 7);
  expect(html).toContain('Take these tables for questions, never for a verdict');
  expect(html).toContain('all 9 comparisons below at once (Holm, 95');
  expect(html).toMatch(/<summary> ?<strong>Keyword<\/strong>/);
  expect(html).toContain('dispatch software');
  expect(textOf(html)).toContain('30 of 1,000');
  expect(html).toContain('Monday');
});

test('a value is text, whatever a link held', async () => {
  const html = await render(
    reportWith([
      [HOSTILE, even],
      ['other', even],
    ]),
  );
  expect(html).not.toContain(HOSTILE);
  expect(html).toContain('&lt;script&gt;');
  expect(html).not.toMatch(/NaN|undefined|Infinity|\[object| style="/);
});

test('a sum that its parts contradict is told before the table', async () => {
  const html = await render(
    reportWith([
      [
        'cold',
        [
          [9_000, 180],
          [1_000, 15],
        ],
      ],
      [
        'warm',
        [
          [1_000, 100],
          [9_000, 720],
        ],
      ],
    ]),
  );
  expect(html).toMatch(/caution[^>]*>Careful: for “outcome” the sum of all says the opposite/);
});

test('shows no lifts while the split is off', async () => {
  const html = await render(
    reportWith(
      [
        ['a', even],
        ['b', even],
      ],
      [700, 500],
    ),
  );
  expect(html).toContain('No lifts are shown here');
  expect(html).not.toContain('Lift of');
  expect(textOf(html)).toContain('30 of 1,000');
});

test('says what cannot be broken down, and what was too small', async () => {
  const tiny: Arms = [
    [20, 1],
    [22, 1],
  ];
  const html = await render(
    reportWith([
      ['a', tiny],
      ['b', tiny],
    ]),
  );
  expect(html).toContain('Nothing to break down');
  expect(html).toContain('keyword.');
  const some = await render(
    reportWith([
      ['a', even],
      ['b', tiny],
      ['c', tiny],
    ]),
  );
  expect(some).toContain('Too small to show (2)');
});

test('every table names its parts for screen readers, also where it is drawn as cards', async () => {
  const html = await render(
    reportWith([
      ['a', even],
      ['b', even],
    ]),
  );
  for (const table of html.match(/<table.*?<\/table>/g) ?? []) {
    expect(table).toMatch(/role="table" aria-label="Demo requests by /);
    expect(table.match(/role="columnheader"/g)?.length).toBe(4);
    expect(table.match(/role="rowheader"/g)?.length).toBeGreaterThan(1);
  }
});

test('says why a late stage has no lifts by value yet, and when it will', async () => {
  const qualified = { ...leads, source: 'stage' as const, match: 'qualified' };
  const values = [
    ['a', even],
    ['b', even],
  ] as const;
  const young = reportWith(values, [500, 500], qualified);
  expect(young.dimensions?.family).toBe(0);
  const closedDay = young.daily.at(-1)?.day ?? '';
  const late = (given: Partial<ExperimentReport>) =>
    render({ ...young, closedDay, ...given }, qualified);
  const text = textOf(await late({}));
  expect(text).toMatch(/No lifts by value yet: “Demo requests” may come within 7 days/);
  expect(text).toMatch(/They are shown 7 days after the last of them: if nobody came from now on/);
  expect(text).toMatch(/Keyword 2 values, lifts to come/);
  const over = textOf(await late({ state: { code: 'ended', sentence: '' } }));
  expect(over).toMatch(/They are shown from \w+ \d+ on, when the last one has had them/);
  expect(textOf(await render(reportWith(values)))).not.toContain('No lifts by value yet');
});
