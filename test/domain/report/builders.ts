import type { Look } from '#experiments/contract/look.ts';
import type { ExperimentReport } from '#experiments/contract/report.ts';
import type { CatalogExperiment } from '#experiments/definition/catalog/catalog.ts';
import { experimentSchema } from '#experiments/definition/experiment/experiment.ts';
import { type Metric, metricSchema } from '#experiments/definition/metric/metric.ts';
import type { ExperimentCounts } from '#experiments/report/counts/counts.ts';
import { crossingsOf } from '#experiments/report/decision/crossings.ts';
import { decide } from '#experiments/report/decision/decide.ts';
import { reportCsv } from '#experiments/report/files/report-csv.ts';
import { numberWords } from '#experiments/report/lift/number-words.ts';
import { reportOf } from '#experiments/report/report-of.ts';

/** One day of counts; arrays have one entry per variant, control first. */
export type Day = {
  readonly day?: string;
  readonly epoch?: number;
  readonly visitors: readonly number[];
  readonly converted?: readonly number[];
  readonly bots?: readonly number[];
  /** Converted visitors of further metrics, by their id. */
  readonly also?: Readonly<Record<string, readonly number[]>>;
};

export const words = numberWords('en');

export const leads: Metric = metricSchema.parse({
  id: 'lead',
  label: 'Demo requests',
  type: 'proportion',
  source: 'submit',
  match: 'demo',
  windowDays: 7,
});

export function anExperiment(given: Record<string, unknown> = {}): CatalogExperiment {
  const { pages, ...definition } = experimentSchema.parse({
    id: 'headline',
    title: 'A headline that names the outcome',
    owner: 'Growth',
    status: 'running',
    pages: ['/crm/'],
    seed: 'headline-1',
    variants: [
      { id: 'control', weightBp: 5_000 },
      { id: 'outcome', weightBp: 5_000 },
    ],
    primary: 'lead',
    plan: { visitors: 14_000 },
    ...given,
  });
  return { ...definition, landings: pages, fingerprint: '0f1e2d3c' };
}

/** Counts of the experiment's variants, day by day; days default to 1 November 2026 onwards. */
export function countsOf(
  experiment: CatalogExperiment,
  days: readonly Day[],
  rest: Partial<ExperimentCounts> = {},
): ExperimentCounts {
  const rows = days.flatMap((day, index) =>
    experiment.variants.map(({ id }, column) => ({
      key: {
        variantId: id,
        epoch: day.epoch ?? 1,
        day: day.day ?? dayAfter(index),
      },
      visitors: day.visitors[column] ?? 0,
      bots: day.bots?.[column] ?? 0,
      converted: Object.entries({ lead: day.converted ?? [], ...day.also }).map(
        ([metricId, counts]) => ({ metricId, converted: counts[column] ?? 0 }),
      ),
    })),
  );
  return {
    asOf: 1_796_000_000_000,
    watermark: { exposure: 900, conversion: 90 },
    exposures: rows.map(({ key, visitors, bots }) => ({ ...key, visitors, bots })),
    conversions: rows.flatMap(({ key, converted }) =>
      converted.map((count) => ({
        ...key,
        ...count,
        conversions: count.converted,
        sumMinor: 0,
        sumSquares: 0,
      })),
    ),
    epochs: [
      {
        epoch: 1,
        weightsBp: experiment.variants.map(({ weightBp }) => weightBp),
        allocationBp: experiment.allocationBp,
        effectiveAt: 1_793_000_000_000,
      },
    ],
    multi: 0,
    firstExposureAt: rows.length > 0 ? 1_793_500_000_000 : null,
    modes: rows.length > 0 ? ['cookie'] : [],
    ledger: { accepted: 0, duplicate: 0, rejected: 0, rejectsByCode: {} },
    ...rest,
  };
}

/** 1 November 2026 and so many days: `2026-11-01` for 0. */
export function dayAfter(days: number): string {
  return new Date(Date.UTC(2026, 10, 1 + days)).toISOString().slice(0, 10);
}

/** The same day several times over. */
export function repeated(times: number, day: Day): readonly Day[] {
  return Array.from({ length: times }, () => day);
}

/** The look at the end of the newest day of the counts. */
export function lookAt(
  experiment: CatalogExperiment,
  counts: ExperimentCounts,
  given: { readonly metrics?: readonly Metric[]; readonly day?: string } = {},
): Look {
  const newest = counts.exposures
    .map((row) => row.day)
    .sort()
    .at(-1);
  const day = given.day ?? newest ?? dayAfter(0);
  const { asOf: takenAt, watermark } = counts;
  return {
    ...decide(experiment, counts, { metrics: given.metrics ?? [leads], day }),
    takenAt,
    watermark,
  };
}

/** The report on the morning after the newest day of the counts. */
export function morningReport(
  experiment: CatalogExperiment,
  counts: ExperimentCounts,
  metrics: readonly Metric[] = [leads],
): ExperimentReport {
  const last = lookAt(experiment, counts, { metrics });
  return reportOf(experiment, counts, {
    metrics,
    words,
    looks: { last, crossings: [], next: null },
  });
}

export const clicks: Metric = metricSchema.parse({
  ...leads,
  id: 'click',
  label: 'Clicks',
  source: 'click',
  match: 'cta',
});

export const errors: Metric = metricSchema.parse({
  ...leads,
  id: 'error',
  label: 'Errors',
  source: 'click',
  match: 'error',
  direction: 'down',
});

/** Two treatments, a secondary metric and a guardrail, with crossings on record. */
export function aWholeReport(): { report: ExperimentReport; metrics: readonly Metric[] } {
  const metrics = [leads, clicks, errors];
  const experiment = anExperiment({
    variants: [
      { id: 'control', weightBp: 3_334 },
      { id: 'short', weightBp: 3_333 },
      { id: 'promise', weightBp: 3_333 },
    ],
    secondary: ['click'],
    guardrails: [{ metric: 'error', marginBp: 500 }],
  });
  const counts = countsOf(
    experiment,
    repeated(14, {
      visitors: [400, 400, 400],
      converted: [12, 12, 24],
      also: { click: [60, 66, 90], error: [4, 4, 3] },
    }),
  );
  const last = lookAt(experiment, counts, { metrics });
  const looks = { last, crossings: crossingsOf(last), next: { day: '2026-11-15', at: 0 } };
  return { report: reportOf(experiment, counts, { metrics, words, looks }), metrics };
}

/** The rows of the CSV as objects by column; its values hold no comma here. */
export function csvRows(report: ExperimentReport): readonly Record<string, string>[] {
  const [header = '', ...lines] = reportCsv(report).trimEnd().split('\r\n');
  const columns = header.split(',');
  return lines.map((line) =>
    Object.fromEntries(line.split(',').map((value, index) => [columns[index] ?? 'extra', value])),
  );
}
