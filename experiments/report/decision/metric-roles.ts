import type { MetricCell } from '../../contract/report.ts';
import type { CatalogExperiment } from '../../definition/catalog/catalog.ts';
import type { Metric } from '../../definition/metric/metric.ts';
import type { ConversionCount } from '../counts/counts.ts';

export type JudgedMetric = { readonly metric: Metric; readonly role: MetricCell['role'] };

/**
 * The metrics of an experiment in the order of the report: primary, secondary, guardrails; one
 * that is named twice keeps its first role. A name that no metric bears is left out: the build
 * refuses such a definition.
 */
export function judgedMetrics(
  definition: Pick<CatalogExperiment, 'primary' | 'secondary' | 'guardrails'>,
  metrics: readonly Metric[],
): readonly JudgedMetric[] {
  const named = [
    { id: definition.primary, role: 'primary' as const },
    ...definition.secondary.map((id) => ({ id, role: 'secondary' as const })),
    ...definition.guardrails.map(({ metric }) => ({ id: metric, role: 'guardrail' as const })),
  ];
  return named.flatMap(({ id, role }, index) => {
    const metric = metrics.find((candidate) => candidate.id === id);
    const first = named.findIndex((other) => other.id === id) === index;
    return metric !== undefined && first ? [{ metric, role }] : [];
  });
}

/**
 * The same without the guardrails that an experiment has by itself while nothing of their stage ever
 * arrived: then no CRM is connected, and a verdict would wait for it for ever.
 */
export function judgedNow(
  definition: Pick<CatalogExperiment, 'primary' | 'secondary' | 'guardrails'>,
  conversions: readonly Pick<ConversionCount, 'metricId' | 'converted'>[],
  metrics: readonly Metric[],
): readonly JudgedMetric[] {
  const arrived = new Set(
    conversions.flatMap(({ metricId, converted }) => (converted > 0 ? [metricId] : [])),
  );
  const guardrails = definition.guardrails.filter(({ metric: id, byDefault }) => {
    const counted = metrics.find((metric) => metric.id === id)?.ratio?.of ?? id;
    return !byDefault || arrived.has(counted);
  });
  return judgedMetrics({ ...definition, guardrails }, metrics);
}
