import type { CatalogExperiment } from '#experiments/definition/catalog.ts';
import { experimentSchema } from '#experiments/definition/experiment.ts';
import { type Metric, metricSchema } from '#experiments/definition/metric.ts';
import type { ExperimentCounts } from '#experiments/report/counts.ts';
import { numberWords } from '#experiments/report/number-words.ts';

/** One day of counts; arrays have one entry per variant, control first. */
export type Day = {
  readonly day?: string;
  readonly epoch?: number;
  readonly visitors: readonly number[];
  readonly converted?: readonly number[];
  readonly bots?: readonly number[];
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
        day: day.day ?? `2026-11-${String(index + 1).padStart(2, '0')}`,
      },
      visitors: day.visitors[column] ?? 0,
      bots: day.bots?.[column] ?? 0,
      converted: day.converted?.[column] ?? 0,
    })),
  );
  return {
    asOf: 1_796_000_000_000,
    watermark: { exposure: 900, conversion: 90 },
    exposures: rows.map(({ key, visitors, bots }) => ({ ...key, visitors, bots })),
    conversions: rows.map(({ key, converted }) => ({
      ...key,
      metricId: 'lead',
      converted,
      conversions: converted,
      sumMinor: 0,
      sumSquares: 0,
    })),
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

/** The same day several times over. */
export function repeated(times: number, day: Day): readonly Day[] {
  return Array.from({ length: times }, () => day);
}
