import type { Metric } from '#experiments/definition/metric/metric.ts';
import type { DecidedExperiment } from '#experiments/report/decision/decide.ts';
import { plannedVisitors, type Setting } from './setting.ts';

/** The definition that a setting's counts are judged by, and its metric. */
export function definitionOf(setting: Setting): {
  readonly experiment: DecidedExperiment;
  readonly metric: Metric;
} {
  const { weightsBp, value } = setting;
  return {
    experiment: {
      variants: weightsBp.map((weightBp, column) => ({ id: variantId(column), weightBp })),
      primary: METRIC_ID,
      secondary: [],
      guardrails: [],
      plan: { visitors: plannedVisitors(setting), alpha: ALPHA, power: 0.8 },
    },
    metric: {
      id: METRIC_ID,
      label: 'Planted',
      source: value ? 'order' : 'submit',
      type: value ? 'mean' : 'proportion',
      match: 'planted',
      windowDays: 7,
      direction: 'up',
      ...(value ? { currency: 'EUR' } : {}),
    },
  };
}

/** Control is the first. */
export function variantId(column: number): string {
  return column === 0 ? 'control' : `treatment-${column}`;
}

export const METRIC_ID = 'planted';

/** The error level of every plan here. */
export const ALPHA = 0.05;
