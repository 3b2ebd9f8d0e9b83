import type { Metric } from '../../definition/metric/metric.ts';
import type { ExposureCount } from '../counts/counts.ts';
import { addDays } from './civil-day.ts';
import { stageOf } from './funnel.ts';

/** A metric of whose visitors only those count whose window is over. */
export type LateMetric = {
  readonly id: string;
  /** Id of the metric whose conversions are counted: its own, but for a share of leads. */
  readonly of: string;
  /** Id of the metric that counts the leads; null where it is no share of leads. */
  readonly per: string | null;
  /** The last day of exposure whose windows are over. */
  readonly until: string;
};

/**
 * Whether a metric comes so long after the visit, and through other people's work, that a variant
 * may bring it later than another without bringing less: every stage beyond the lead. Of such a
 * metric only visitors whose whole window is over are compared. A form is sent during the visit and
 * an order booked at once, so those count from the first day.
 */
export function isLate(metric: Pick<Metric, 'source' | 'match' | 'ratio'>): boolean {
  if (metric.ratio) return true;
  return metric.source === 'stage' && stageOf(metric) !== 'lead';
}

/** The late ones of some metrics at the end of a day. */
export function lateMetrics(metrics: readonly Metric[], day: string | null): readonly LateMetric[] {
  if (day === null) return [];
  return metrics.filter(isLate).map(({ id, ratio, windowDays }) => ({
    id,
    of: ratio?.of ?? id,
    per: ratio?.per ?? null,
    until: closedUntil(day, windowDays),
  }));
}

/** The last day of exposure whose window of `windowDays` is over at the end of `day`. */
export function closedUntil(day: string, windowDays: number): string {
  return addDays(day, -Math.ceil(windowDays));
}

/** The day at whose end counts stand: as they say, else that of the newest exposure. */
export function dayOfCounts(counts: {
  readonly closedDay?: string | undefined;
  readonly exposures: readonly Pick<ExposureCount, 'day'>[];
}): string | null {
  const newest = counts.exposures
    .map(({ day }) => day)
    .sort()
    .at(-1);
  return counts.closedDay ?? newest ?? null;
}

/** The longest window of the late ones among some metrics, in whole days; 0 where none is late. */
export function longestLateWindow(metrics: readonly Metric[]): number {
  return Math.max(0, ...metrics.filter(isLate).map(({ windowDays }) => Math.ceil(windowDays)));
}
