import type { Definitions } from '../catalog/definitions.ts';
import { unknownWord } from '../faults/issue-fault.ts';
import { type Problem, problemAt } from '../faults/problem.ts';
import { namesOf } from '../metric/metric-names.ts';

/**
 * Metrics of deals that could never count: an average of stages at which nothing was sold yet, and
 * orders of a sender that crm.yaml does not name.
 */
export function checkDealMetrics({ metrics, crm }: Definitions): readonly Problem[] {
  if (metrics === undefined) return [];
  const { source, value } = metrics;
  return value.flatMap((metric, index): readonly Problem[] => {
    const names = namesOf(metric);
    if (metric.source === 'stage' && metric.type === 'mean' && names.join() !== 'won') {
      const wrong = `averages what deals were sold for, and "${names.join(', ')}" is not a sale alone`;
      return [problemAt(source, [index, 'match'], { wrong, allowed: 'won' })];
    }
    if (metric.source !== 'order') return [];
    const senders = crm?.value.sources.map(({ id }) => id) ?? [];
    return names
      .filter((name) => !senders.includes(name))
      .map((name) => {
        const wrong = `no source of orders is called "${name}" in site/crm.yaml`;
        return problemAt(source, [index, 'match'], unknownWord(wrong, name, senders));
      });
  });
}
