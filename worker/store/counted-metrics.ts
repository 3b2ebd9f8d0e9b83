import type { Catalog, CatalogExperiment } from '#experiments/definition/catalog.ts';
import { EXCLUDING_BITS } from '../visitor/bot.ts';

const DAY_MS = 86_400_000;

/** One metric of one experiment, as the counting SQL takes it. */
export type CountedMetric = {
  readonly experimentId: string;
  readonly metricId: string;
  readonly windowMs: number;
  readonly capMinor: number | null;
};

/** Every metric that an experiment reports, in the order primary, secondary, guardrails. */
export function metricIdsOf(
  experiment: Pick<CatalogExperiment, 'primary' | 'secondary' | 'guardrails'>,
): readonly string[] {
  const guardrails = experiment.guardrails.map((guardrail) => guardrail.metric);
  return [...new Set([experiment.primary, ...experiment.secondary, ...guardrails])];
}

/** The metrics to count, of all experiments or of one. */
export function countedMetrics(catalog: Catalog, experimentId?: string): readonly CountedMetric[] {
  return catalog.experiments
    .filter((experiment) => experimentId === undefined || experiment.id === experimentId)
    .flatMap((experiment) =>
      metricIdsOf(experiment).flatMap((metricId) => {
        const metric = catalog.metrics.find((one) => one.id === metricId);
        if (!metric) return [];
        const windowMs = metric.windowDays * DAY_MS;
        return [
          { experimentId: experiment.id, metricId, windowMs, capMinor: metric.capMinor ?? null },
        ];
      }),
    );
}

/** Changes whenever statistics made before can no longer be added to. */
export function metricsKey(catalog: Catalog): string {
  return JSON.stringify([EXCLUDING_BITS, countedMetrics(catalog)]);
}
