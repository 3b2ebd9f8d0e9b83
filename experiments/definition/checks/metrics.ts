import { stageSchema } from '../../contract/stages.ts';
import type { Definitions, Known } from '../catalog/definitions.ts';
import { unknownWord } from '../faults/issue-fault.ts';
import { type Fault, type Problem, problemAt } from '../faults/problem.ts';
import type { Metric, MetricSource } from '../metric/metric.ts';
import { namesOf } from '../metric/metric-names.ts';
import { linkDaysOf } from '../settings/retention.ts';

/** Sources whose events carry an amount of money. */
const SOURCES_WITH_VALUE: readonly MetricSource[] = ['stage', 'order', 'browser-value'];

/** Metrics named twice, without a value to average, or longer than events are kept. */
export function checkMetrics({ metrics, site }: Definitions, known: Known): readonly Problem[] {
  if (metrics === undefined) return [];
  const { source, value } = metrics;
  return value.flatMap((metric, index) => {
    const problems: Problem[] = [];
    const first = value.findIndex(({ id }) => id === metric.id);
    if (first < index) {
      problems.push(
        problemAt(source, [index, 'id'], {
          wrong: `"${metric.id}" is already the id of the metric in line ${source.lineOf([first])}`,
        }),
      );
    }
    if (metric.type === 'mean' && !SOURCES_WITH_VALUE.includes(metric.source)) {
      problems.push(
        problemAt(source, [index, 'source'], {
          wrong: `a mean metric averages money, and "${metric.source}" carries none`,
          allowed: 'stage, order or browser-value',
        }),
      );
    }
    problems.push(...stageFaults(metric, (fault) => problemAt(source, [index, 'match'], fault)));
    if (metric.currency !== undefined && !known.currencies.includes(metric.currency)) {
      problems.push(
        problemAt(source, [index, 'currency'], {
          wrong: `"${metric.currency}" is no currency`,
          allowed: 'an ISO 4217 code, for example EUR',
        }),
      );
    }
    if (site)
      problems.push(
        ...windowFaults(metric, site, (fault) => problemAt(source, [index, 'windowDays'], fault)),
      );
    return problems;
  });
}

/**
 * A window that outlasts what it is counted from: raw events, or for what comes from CRM and shop the
 * link of a lead to what it saw.
 */
function windowFaults(
  { source, windowDays }: Metric,
  { source: { file }, value }: NonNullable<Definitions['site']>,
  place: (fault: Fault) => Problem,
): readonly Problem[] {
  const { eventDays } = value.retention;
  const linked = source === 'stage' || source === 'order';
  const kept = linked ? linkDaysOf(value) : eventDays;
  if (windowDays <= kept) return [];
  const wrong = linked
    ? `is ${windowDays} days, but what a lead saw is kept for ${kept}: set retention.linkDays in ${file} to ${Math.ceil(windowDays)} or more`
    : `is ${windowDays} days, but events are kept for ${kept} (retention.eventDays in ${file})`;
  return [place({ wrong, allowed: `at most ${kept}` })];
}

function stageFaults(
  metric: Metric,
  place: (fault: ReturnType<typeof unknownWord>) => Problem,
): readonly Problem[] {
  const stages: readonly string[] = stageSchema.options;
  if (metric.source !== 'stage') return [];
  return namesOf(metric)
    .filter((name) => !stages.includes(name))
    .map((name) => place(unknownWord(`"${name}" is no stage`, name, stages)));
}
