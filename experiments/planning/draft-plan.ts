import { groupShare } from '../assignment/group.ts';
import type { CatalogExperiment } from '../definition/catalog/catalog.ts';
import type { Metric } from '../definition/metric/metric.ts';
import type { MeasuredReport } from './measured.ts';
import { type Plan, planOf } from './plan-of.ts';
import type { PlanQuestion, PlanRefusalReason } from './question.ts';
import { mostVisited, type Seen, seenIn } from './seen.ts';
import { sourcesFor } from './sources.ts';

/** What a draft would need, measured on its own pages; or why nobody can say. */
export type DraftPlan =
  | { readonly ok: true; readonly plan: Plan; readonly seen: Seen }
  | {
      readonly ok: false;
      /** `not-a-share`: decided by a value per visitor. `no-change`: no change to plan for. */
      readonly reason: PlanRefusalReason | 'not-a-share' | 'no-change' | 'not-measured';
    };

/** What a draft is planned from. */
export type DraftGiven = {
  readonly all: readonly CatalogExperiment[];
  readonly metric: Metric | undefined;
  readonly reportOf: (experimentId: string) => MeasuredReport | undefined;
};

/**
 * Visitors and weeks of a draft, from the reports of experiments that share a landing and the
 * primary metric: the running ones first, of those the one with the most visitors.
 */
export function draftPlan(experiment: CatalogExperiment, given: DraftGiven): DraftPlan {
  const asked = draftQuestion(experiment, given);
  if (!asked.ok) return asked;
  const planned = planOf(asked.question);
  return planned.ok
    ? { ok: true, plan: planned, seen: asked.seen }
    : { ok: false, reason: planned.reason };
}

/** The question that a draft's plan answers, which costs nothing to ask; or why it cannot be asked. */
export function draftQuestion(
  experiment: CatalogExperiment,
  given: DraftGiven,
):
  | { readonly ok: true; readonly question: PlanQuestion; readonly seen: Seen }
  | Extract<DraftPlan, { readonly ok: false }> {
  const { plan, hypothesis, variants } = experiment;
  if (given.metric?.type !== 'proportion') return { ok: false, reason: 'not-a-share' };
  const bp = plan.mdeBp ?? hypothesis?.atLeastBp;
  if (bp === undefined) return { ok: false, reason: 'no-change' };
  const seen = firstSeen(experiment, given);
  if (seen === undefined) return { ok: false, reason: 'not-measured' };
  const question = {
    baseline: seen.baseline.rate.rate,
    mde: (given.metric.direction === 'down' ? -bp : bp) / 10_000,
    weights: variants.map(({ weightBp }) => weightBp),
    visitorsPerDay: seen.traffic.traffic.visitorsPerDay,
    share: groupShare(experiment) * (experiment.allocationBp / 10_000),
    alpha: plan.alpha,
    power: plan.power,
  };
  return { ok: true, question, seen };
}

function firstSeen(experiment: CatalogExperiment, given: DraftGiven): Seen | undefined {
  for (const group of sourcesFor(experiment, given.all)) {
    const seen = group.flatMap((source) => {
      const report = given.reportOf(source.id);
      const one = report && seenIn(report, { source, metric: experiment.primary });
      return one?.ok ? [one] : [];
    });
    const most = mostVisited(seen);
    if (most) return most;
  }
  return undefined;
}
