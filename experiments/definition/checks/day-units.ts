import type { Definitions, Sourced } from '../catalog/definitions.ts';
import type { Experiment } from '../experiment/experiment.ts';
import { type KeyPath, type Problem, problemAt } from '../faults/problem.ts';
import type { Metric, MetricSource } from '../metric/metric.ts';
import { consentRuleFor, modesOf } from '../settings/consent-rule.ts';
import type { ConsentMode, Site } from '../settings/site.ts';

/** What visitors do on a page themselves. What comes later by a lead finds its way without them. */
const ON_THE_PAGE: readonly MetricSource[] = ['click', 'form-start', 'submit', 'browser-value'];

/**
 * Experiments that nobody but visitors of one day can take part in (consent mode cookieless), with
 * metrics that wait for longer, or with an audience that nobody of them is in. Warnings: what is
 * counted is right, but conversions of later days are not in it.
 */
export function checkDayUnits({ site, experiments, metrics }: Definitions): readonly Problem[] {
  if (site === undefined) return [];
  return experiments
    .filter(({ value }) => value.status !== 'ended' && runsByDay(value, site.value.consent))
    .flatMap((experiment) => [
      ...longMetrics(experiment, metrics),
      ...(experiment.value.audience.returning === true ? [nobodyReturns(experiment)] : []),
    ]);
}

/** Whether everybody who can take part is recognised for a day at most. */
function runsByDay({ audience }: Experiment, consent: Site['consent']): boolean {
  const modes = new Set<ConsentMode>(
    audience.country?.map((country) => consentRuleFor(consent, country).mode) ?? modesOf(consent),
  );
  modes.delete('off');
  return modes.size === 1 && modes.has('cookieless');
}

function longMetrics(
  { source, value }: Sourced<Experiment>,
  metrics: Definitions['metrics'],
): readonly Problem[] {
  const named: readonly (readonly [id: string, path: KeyPath])[] = [
    [value.primary, ['primary']],
    ...value.secondary.map((id, index) => [id, ['secondary', index]] as const),
    ...value.guardrails.map(
      ({ metric }, index) => [metric, ['guardrails', index, 'metric']] as const,
    ),
  ];
  return named.flatMap(([id, path]) => {
    const metric = metrics?.value.find((one) => one.id === id);
    if (!metric || !ON_THE_PAGE.includes(metric.source) || metric.windowDays <= 1) return [];
    return [problemAt(source, path, tooLong(metric))];
  });
}

function tooLong({ id, windowDays }: Metric) {
  return {
    level: 'warning',
    wrong: `"${id}" waits ${windowDays} days for visitors to convert, but where this runs they can be told again on one day only (consent mode cookieless): what they do on a later day is not counted, and the verdict waits for it all the same`,
    allowed: 'a metric with windowDays: 1, or consent mode cookie or strict for these countries',
  } as const;
}

function nobodyReturns({ source }: Sourced<Experiment>): Problem {
  return problemAt(source, ['audience', 'returning'], {
    level: 'warning',
    wrong:
      'is true, and nobody takes part: where this runs nobody can be told from a new visitor (consent mode cookieless)',
    allowed: 'false, or no such key',
  });
}
