import type { Metric } from './metric.ts';

/** The elements, forms or stages that a metric counts. */
export function namesOf({ match }: Pick<Metric, 'match'>): readonly string[] {
  return typeof match === 'string' ? [match] : match;
}

/** Whether a metric counts what has this name. */
export function counts(metric: Pick<Metric, 'match'>, name: string | undefined): boolean {
  return name !== undefined && namesOf(metric).includes(name);
}
