import { formsOfParent } from '../catalog/build-forms.ts';
import type { Definitions, Sourced } from '../catalog/definitions.ts';
import { listText, type Problem, problemAt } from '../faults/problem.ts';
import type { Landing } from '../landing/landing.ts';
import type { Metric } from '../metric/metric.ts';
import { counts, namesOf } from '../metric/metric-names.ts';
import { firingOf, thanksClicksOf } from './firing.ts';

/**
 * What nobody would ever count: a form without a metric, which leaves its leads outside every
 * verdict, and a click on a thanks page, which stands outside every experiment.
 */
export function checkCounted(definitions: Definitions): readonly Problem[] {
  const { metrics, landings, landingsIncomplete } = definitions;
  if (metrics === undefined) return [];
  return [
    ...landings.flatMap((landing) => uncountedForms(landing, metrics.value, landings)),
    ...(landingsIncomplete ? [] : thanksClicks(metrics, landings)),
  ];
}

function uncountedForms(
  { source, value }: Sourced<Landing>,
  metrics: readonly Metric[],
  landings: Definitions['landings'],
): readonly Problem[] {
  const ofParent = formsOfParent(value, landings);
  return value.sections.flatMap((section, index): readonly Problem[] => {
    if (section.type !== 'form' || ofParent.includes(section.form)) return [];
    const { form } = section;
    const counted = metrics.some(
      (metric) => ['submit', 'confirm'].includes(metric.source) && counts(metric, form),
    );
    if (counted) return [];
    const taken = metrics.some(({ id }) => id === form);
    const entry = `- { id: ${taken ? `${form}-submit` : form}, label: Leads of ${form}, type: proportion, source: submit, match: ${form}, windowDays: 14 }`;
    return [
      problemAt(source, ['sections', index, 'form'], {
        level: 'warning',
        wrong: `no metric counts "${form}": its leads arrive, but no experiment can be judged by them`,
        allowed: `this entry in experiments/metrics.yaml: ${entry}`,
      }),
    ];
  });
}

/** Click metrics that find their links on thanks pages alone. */
function thanksClicks(
  { source, value }: NonNullable<Definitions['metrics']>,
  landings: Definitions['landings'],
): readonly Problem[] {
  const onPages = new Set(landings.flatMap((landing) => firingOf(landing.value).clicks));
  const onThanks = new Set(landings.flatMap((landing) => thanksClicksOf(landing.value)));
  return value.flatMap((metric, index) => {
    if (metric.source !== 'click') return [];
    const lost = namesOf(metric).filter((name) => onThanks.has(name) && !onPages.has(name));
    if (lost.length === 0) return [];
    const names = listText(lost.map((name) => `"${name}"`));
    return [
      problemAt(source, [index, 'match'], {
        level: 'warning',
        wrong: `${names} stands on a thanks page alone, and clicks there are never counted: that page stands outside every experiment`,
        allowed: 'the name of a link on a landing, or source submit to count who gets there',
      }),
    ];
  });
}
