import type { CatalogExperiment } from '#experiments/definition/catalog/catalog.ts';
import { listText } from '#experiments/definition/faults/problem.ts';
import type { Metric } from '#experiments/definition/metric/metric.ts';
import { type Plan, planOf } from '#experiments/planning/plan-of.ts';
import { changeWords, weeksWords } from '#experiments/planning/plan-sentences.ts';
import type { PlanWords } from '#experiments/planning/plan-words.ts';
import { plannedPower } from '#experiments/planning/planned-power.ts';
import { unitWords } from '#experiments/report/strata/unit.ts';
import type { Measured } from './measure.ts';
import type { PlanOptions } from './options.ts';

type Context = {
  readonly experiment: CatalogExperiment;
  readonly options: PlanOptions;
  readonly measured: Measured;
  /** Its primary metric, when the site knows it. */
  readonly metric: Pick<Metric, 'id' | 'windowDays'> | undefined;
  readonly words: PlanWords;
};

/** Where the numbers of an experiment's plan come from and what they leave open, one sentence each. */
export function remarksOn(plan: Plan, context: Context): readonly string[] {
  return [
    baselineRemark(plan, context),
    trafficRemark(plan, context),
    audienceRemark(context),
    windowRemark(context),
    lowEndRemark(plan, context),
    frozenRemark(plan, context),
    earlierRemark(plan, context),
  ].filter((sentence) => sentence !== null);
}

function baselineRemark({ question }: Plan, { options, measured, words }: Context): string | null {
  if (options.baseline !== undefined || measured.baseline === null) {
    return `Baseline ${words.percent(question.baseline)}: as typed.`;
  }
  const { source, rate } = measured.baseline;
  const units = unitWords(measured.unit).many;
  return (
    `Baseline ${words.percent(rate.rate)}: “${source.variant}” of ${source.id}, ` +
    `${words.count(rate.converted)} of ${words.count(rate.visitors)} ${units} ` +
    `(95 % interval ${words.percent(rate.lower)} to ${words.percent(rate.upper)}).`
  );
}

function trafficRemark({ question, perDay }: Plan, context: Context): string | null {
  const { options, measured, words } = context;
  const found = options.traffic === undefined ? measured.traffic : null;
  const units = found !== null && measured.unit === 'view' ? 'page views' : 'new visitors';
  const where =
    found === null
      ? 'as typed'
      : `mean of ${found.traffic.days} ${found.traffic.days === 1 ? 'day' : 'days'} of ${found.source.id}`;
  const part =
    question.share === 1
      ? ''
      : ` ${words.percent(question.share)} of them take part: ${words.count(perDay)} a day.`;
  return `Traffic ${words.count(question.visitorsPerDay)} ${units} a day: ${where}.${part}`;
}

/** An audience narrows the traffic, which only the experiment's own exposures know. */
function audienceRemark({ experiment, options, measured }: Context): string | null {
  const limits = Object.keys(experiment.audience);
  const own = options.traffic === undefined && measured.traffic?.source.id === experiment.id;
  if (limits.length === 0 || own || options.audience !== undefined) return null;
  return `Its audience is limited by ${listText(limits, 'and')}, and all visitors are taken to belong to it: say which share does, for example --audience 60%.`;
}

/** The weeks end with the last visitor, whose conversion may still be to come. */
function windowRemark({ metric, words }: Context): string | null {
  if (metric === undefined || metric.windowDays < 1) return null;
  const days = metric.windowDays === 1 ? 'one day' : `${words.count(metric.windowDays)} days`;
  return `${metric.id} counts for ${days} after a visit, and the report decides when most visitors have had that time.`;
}

function lowEndRemark(plan: Plan, { options, measured, words }: Context): string | null {
  const lower = measured.baseline?.rate.lower;
  if (options.baseline !== undefined || lower === undefined) return null;
  const low = planOf({ ...plan.question, baseline: lower });
  const [weeks, weeksAtLow] = [plan, low].map((one) =>
    one.ok ? weeksWords(one.alwaysValid.weeks, words) : 'too long',
  );
  if (weeks === weeksAtLow) return null;
  return `If the rate is really ${words.percent(lower)}, the low end, it takes ${weeksAtLow}.`;
}

function frozenRemark(plan: Plan, { experiment, words }: Context): string | null {
  const frozen = experiment.plan.visitors;
  if (frozen === undefined || frozen === plan.nStar) return null;
  const power = words.percent(Number(plannedPower(plan, frozen).toFixed(2)));
  const fixed = experiment.status === 'draft' ? '' : ', and a started experiment keeps its plan';
  return `Its file plans ${words.count(frozen)} visitors of control and one treatment${fixed}: at that size the daily reading has found ${changeWords(plan.question.mde, words)} ${power} of the time.`;
}

/** Metrics that convert more often, when the primary one takes longer than 8 weeks. */
function earlierRemark(plan: Plan, { measured, words }: Context): string | null {
  const longest = plan.reach.at(-1)?.weeks ?? 0;
  if (plan.alwaysValid.weeks <= longest) return null;
  const sooner = measured.others.flatMap(({ metric, rate }) => {
    const other = planOf({ ...plan.question, baseline: rate });
    return other.ok && other.alwaysValid.weeks < plan.alwaysValid.weeks
      ? [`${metric} (${words.percent(rate)}) ${weeksWords(other.alwaysValid.weeks, words)}`]
      : [];
  });
  if (sooner.length === 0) return null;
  return `The same relative change in an earlier metric takes: ${sooner.join(', ')}.`;
}
