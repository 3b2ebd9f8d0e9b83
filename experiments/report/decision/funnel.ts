import type { FunnelStep } from '../../contract/funnel.ts';
import type { MetricCell } from '../../contract/report.ts';
import { STAGES } from '../../contract/stage-names.ts';
import type { Stage } from '../../contract/stages.ts';
import type { Metric } from '../../definition/metric/metric.ts';

/**
 * How far the visitors of one variant came: visitors, leads, qualified leads, won. A step stands
 * for a metric of the experiment, `submit` for the lead; null where none of them is a later stage.
 */
export function funnelOf(
  visitors: number,
  cells: readonly Pick<MetricCell, 'metric' | 'converted'>[],
  metrics: readonly Metric[],
): FunnelStep[] | null {
  const steps = STAGES.flatMap((stage) => {
    const metric = metrics.find((one) => stageOf(one) === stage);
    const cell = cells.find((one) => one.metric === metric?.id);
    return metric && cell ? [{ stage, metric: metric.id, reached: cell.converted }] : [];
  });
  if (!steps.some(({ stage }) => stage !== 'lead')) return null;
  return [{ stage: 'visitor' as const, metric: null, reached: visitors }, ...steps].map((step) => ({
    ...step,
    ofVisitors: visitors === 0 ? null : step.reached / visitors,
  }));
}

/** The stage that a metric counts; null for what happens on the page. An order is a sale. */
export function stageOf({ source, match }: Pick<Metric, 'source' | 'match'>): Stage | null {
  if (source === 'submit' || source === 'confirm') return 'lead';
  if (source === 'order') return 'won';
  if (source !== 'stage') return null;
  const names = Array.isArray(match) ? match : [match];
  return STAGES.find((stage) => names.includes(stage)) ?? null;
}
