import type { Stage } from '../../contract/stages.ts';
import type { Metric } from '../../definition/metric/metric.ts';
import { stageOf } from './funnel.ts';

/** A step on the way from the click to the sale. */
export type Step = {
  /** Later steps are higher. */
  readonly rank: number;
  /** What a variant wins there: "leads". */
  readonly name: string;
  /** What one loses there that had won earlier: "quality". */
  readonly lost: string;
};

const STAGES: Readonly<Record<Stage, Step>> = {
  lead: { rank: 2, name: 'leads', lost: 'leads' },
  qualified: { rank: 3, name: 'qualified leads', lost: 'quality' },
  opportunity: { rank: 4, name: 'opportunities', lost: 'quality' },
  won: { rank: 5, name: 'customers', lost: 'customers' },
  lost: { rank: 5, name: 'closed leads', lost: 'quality' },
  refunded: { rank: 6, name: 'refunds', lost: 'quality' },
};

/** How far on the way a metric is; a value that the browser names is a click. */
export function stepOf(metric: Pick<Metric, 'source' | 'match' | 'ratio'>): Step {
  const stage = metric.ratio?.stage ?? stageOf(metric);
  if (stage) return STAGES[stage];
  return metric.source === 'form-start'
    ? { rank: 1, name: 'form starts', lost: 'form starts' }
    : { rank: 0, name: 'clicks', lost: 'clicks' };
}
