import type { CatalogExperiment } from '#experiments/definition/catalog/catalog.ts';
import {
  type ExpectedWeeks,
  expectedWeeks,
} from '#experiments/definition/checks/expected-weeks.ts';
import { type Traffic, visitorsPerDay } from '#experiments/definition/checks/traffic.ts';

export type Duration = { readonly id: string; readonly expected: ExpectedWeeks };

/** How long each running experiment takes with the typed traffic of its pages. */
export function durations(
  experiments: readonly CatalogExperiment[],
  traffic: Traffic,
): readonly Duration[] {
  return experiments
    .filter(({ status }) => status === 'running')
    .map((experiment) => ({
      id: experiment.id,
      expected: expectedWeeks(experiment, visitorsPerDay(traffic, experiment.landings)),
    }));
}

/** One line per experiment, under a heading. */
export function durationsText(list: readonly Duration[]): string {
  const count = new Intl.NumberFormat('en');
  const width = Math.max(0, ...list.map(({ id }) => id.length));
  const lines = list.map(({ id, expected }) => {
    if (!expected.ok) return `${id.padEnd(width)}  ${REASONS[expected.reason]}`;
    const { weeks, visitors, perDay } = expected;
    return `${id.padEnd(width)}  ${count.format(weeks)} weeks: ${count.format(visitors)} visitors at ${count.format(perDay)} a day`;
  });
  return [
    'Expected duration of running experiments',
    ...(lines.length === 0 ? ['none'] : lines),
  ].join('\n  ');
}

const REASONS = {
  'no-plan': 'unknown: control or every treatment has no weight',
  'no-traffic': 'never: no traffic was typed for its pages, or nobody takes part',
} as const;
