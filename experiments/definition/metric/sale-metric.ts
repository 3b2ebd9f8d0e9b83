import type { Metric } from './metric.ts';

/**
 * Whether a metric says what became of a lead: a stage beyond the lead, or an order. Arms that an ad
 * platform splits are judged on nothing else, as clicks and forms say most about who was sent.
 */
export function isSaleMetric({
  source,
  match,
  ratio,
}: Pick<Metric, 'source' | 'match' | 'ratio'>): boolean {
  if (ratio || source === 'order') return true;
  const names = Array.isArray(match) ? match : [match];
  return source === 'stage' && names.some((name) => name !== 'lead');
}
