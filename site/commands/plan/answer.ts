import { join } from 'node:path';
import type { Catalog, CatalogExperiment } from '#experiments/definition/catalog/catalog.ts';
import { nearest } from '#experiments/definition/faults/nearest.ts';
import { listText } from '#experiments/definition/faults/problem.ts';
import { type Plan, planOf } from '#experiments/planning/plan-of.ts';
import type { PlanWords } from '#experiments/planning/plan-words.ts';
import type { PlanQuestion, PlanRefusalReason } from '#experiments/planning/question.ts';
import { CATALOG_FOLDER, load } from '#site/build/load.ts';
import { reportText } from '#site/build/report-text.ts';
import { readSecrets } from '../local/secrets.ts';
import type { Inability } from '../terminal.ts';
import { type Measured, measure, needsMeasuring, unmeasured } from './measure.ts';
import type { PlanOptions } from './options.ts';
import { experimentQuestion, typedQuestion } from './question-of.ts';
import { refusalSentences } from './refusals.ts';
import { remarksOn } from './remarks.ts';
import { siteOf } from './site-of.ts';
import type { Frame } from './text.ts';

/** A plan and what is said around it. */
export type Answer = {
  readonly ok: true;
  readonly experiment: string | null;
  readonly plan: Plan;
  readonly frame: Frame;
};

/** Why there is none; `reason` when the numbers themselves are refused. */
export type NoAnswer = Inability & { readonly reason?: PlanRefusalReason };

type Surroundings = {
  /** Root of the checkout. */
  readonly root: string;
  readonly environment: Readonly<Record<string, string | undefined>>;
  readonly words: PlanWords;
};

/** The plan that was asked for on the command line. */
export async function answer(
  options: PlanOptions,
  around: Surroundings,
): Promise<Answer | NoAnswer> {
  if (options.experiment !== undefined) return answerFor(options.experiment, options, around);
  const asked = typedQuestion(options);
  if (!asked.ok) return asked;
  const plan = planned(asked.question);
  if (!plan.ok) return plan;
  const paste = 'To paste into the experiment’s file:';
  const frame = { heading: null, remarks: [], paste, words: around.words };
  return { ok: true, experiment: null, plan, frame };
}

async function answerFor(
  id: string,
  options: PlanOptions,
  { root, environment, words }: Surroundings,
): Promise<Answer | NoAnswer> {
  const compiled = await load(root);
  if (!compiled.ok) return { ok: false, sentence: reportText(compiled.problems) };
  const { catalog } = compiled;
  const experiment = catalog.experiments.find((one) => one.id === id);
  if (experiment === undefined) return unknownExperiment(id, catalog.experiments);
  const metric = catalog.metrics.find((one) => one.id === experiment.primary);
  if (metric?.type === 'mean') {
    return {
      ok: false,
      sentence: `${id} is decided by ${metric.id}, a value per visitor; only shares of visitors can be planned. Plan with a metric that counts them, for example the number of orders.`,
    };
  }
  const measured = await measuredFor(experiment, options, { catalog, root, environment });
  if (!measured.ok) return measured;
  const direction = metric?.direction ?? 'up';
  const asked = experimentQuestion(experiment, options, { measured, direction });
  if (!asked.ok) return asked;
  const plan = planned(asked.question);
  if (!plan.ok) return plan;
  return {
    ok: true,
    experiment: id,
    plan,
    frame: {
      heading: `${id}: ${experiment.title}`,
      remarks: remarksOn(plan, { experiment, options, measured, metric, words }),
      paste: pasteSentence(experiment),
      words,
    },
  };
}

async function measuredFor(
  experiment: CatalogExperiment,
  options: PlanOptions,
  {
    catalog,
    root,
    environment,
  }: Omit<Surroundings, 'words'> & { readonly catalog: Pick<Catalog, 'experiments'> },
): Promise<Measured | Inability> {
  if (!needsMeasuring(options)) return unmeasured();
  const secrets = readSecrets(join(root, '.dev.vars'));
  const site = siteOf(options.from, { environment, secrets });
  return site.ok ? measure(experiment, catalog.experiments, site) : site;
}

function planned(question: PlanQuestion): Plan | NoAnswer {
  const plan = planOf(question);
  return plan.ok ? plan : { ...plan, sentence: refusalSentences[plan.reason] };
}

function pasteSentence({ id, status }: CatalogExperiment): string {
  const file = `${CATALOG_FOLDER}/${id}.yaml`;
  return status === 'draft'
    ? `To paste into ${file}:`
    : `${file} is ${status}, so its plan is frozen. For the next experiment of this kind:`;
}

function unknownExperiment(id: string, all: Catalog['experiments']): Inability {
  const ids = all.map((one) => one.id);
  const close = nearest(id, ids);
  const hint = close === undefined ? '' : ` Did you mean "${close}"?`;
  const known = ids.length === 0 ? 'There is none yet.' : `There are ${listText(ids, 'and')}.`;
  return { ok: false, sentence: `There is no experiment "${id}".${hint} ${known}` };
}
