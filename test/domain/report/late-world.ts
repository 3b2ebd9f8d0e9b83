import { guarded } from '#experiments/definition/experiment/quality.ts';
import { type Metric, metricSchema } from '#experiments/definition/metric/metric.ts';
import { anExperiment, type Day, leads } from './builders.ts';

/** Comes up to three weeks after the visit. */
export const qualified: Metric = metricSchema.parse({
  id: 'qualified',
  label: 'Qualified leads',
  type: 'proportion',
  source: 'stage',
  match: 'qualified',
  windowDays: 21,
});

/** An experiment on leads as the build makes it: with the guardrails that it gets by itself. */
export function onLeads(given: Record<string, unknown> = {}) {
  const experiment = anExperiment({ plan: { visitors: 60_000 }, ...given });
  const { guardrails, added } = guarded(experiment, [leads, qualified]);
  return { experiment: { ...experiment, guardrails }, metrics: [leads, qualified, ...added] };
}

/** `days` days of 1,000 visitors a side: the treatment's leads and qualified as given. */
export function world(
  days: number,
  of: (day: number) => Pick<Day, 'converted' | 'also'>,
): readonly Day[] {
  return Array.from({ length: days }, (_, day) => ({ visitors: [1_000, 1_000], ...of(day) }));
}

/** The treatment's leads rise by half. */
export const wins = { converted: [30, 45] };
