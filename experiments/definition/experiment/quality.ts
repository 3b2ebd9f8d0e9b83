import * as z from 'zod';
import type { Metric } from '../metric/metric.ts';
import { counts } from '../metric/metric-names.ts';
import type { Experiment } from './experiment.ts';

const marginSchema = z.int().min(0).max(10_000);

/** What an experiment says of the guardrails that it gets by itself. */
export const qualitySchema = z.union([
  z.literal('off'),
  z.strictObject({
    /** Loss of qualified leads per visitor that would be too much, in basis points. */
    perVisitorBp: marginSchema.optional(),
    /** The same of qualified leads per lead. */
    perLeadBp: z.union([z.literal('off'), marginSchema]).optional(),
  }),
]);
export type Quality = z.infer<typeof qualitySchema>;

/**
 * Margins where the experiment names none. A tenth fewer qualified leads per visitor is a loss that
 * nobody ships. A lead may be worth less by up to three tenths as long as there are more of them: at
 * the few hundred leads of a usual plan a tighter margin could never be shown to hold.
 */
export const PER_VISITOR_BP = 1_000;
export const PER_LEAD_BP = 3_000;

/** A guardrail; `byDefault`: the experiment has it by itself. */
export type Guardrail = Experiment['guardrails'][number] & { readonly byDefault?: true };

/** What of an experiment its guardrails follow from. */
type Guardable = {
  readonly primary: string;
  readonly secondary: readonly string[];
  readonly guardrails: readonly Guardrail[];
  readonly quality?: Quality | undefined;
};

/** The guardrails of an experiment with those it gets by itself, and the metrics that these add. */
export type Guarded = {
  readonly guardrails: readonly Guardrail[];
  readonly added: readonly Metric[];
};

/**
 * Qualified leads as guardrails of every experiment on an earlier step, as soon as metrics.yaml has
 * a proportion metric of the stage `qualified`: per visitor, and per lead where the experiment names
 * a metric that counts leads. What it names itself keeps the role and margin that it has there. They
 * bind nothing before the first qualified lead arrived, see `judgedNow`.
 */
export function guarded(experiment: Guardable, metrics: readonly Metric[]): Guarded {
  const { guardrails, primary, secondary, quality = {} } = experiment;
  const qualified = metrics.find(
    (metric) =>
      metric.type === 'proportion' && metric.source === 'stage' && counts(metric, 'qualified'),
  );
  if (quality === 'off' || !qualified) return { guardrails, added: [] };
  const first = metrics.find(({ id }) => id === primary);
  // What decides is a stage already: whoever wins it cannot win leads and lose quality.
  if (!first || first.source === 'stage' || first.source === 'order') {
    return { guardrails, added: [] };
  }
  const named = [primary, ...secondary, ...guardrails.map(({ metric }) => metric)];
  const perVisitor = named.includes(qualified.id)
    ? []
    : [
        {
          metric: qualified.id,
          marginBp: quality.perVisitorBp ?? PER_VISITOR_BP,
          byDefault: true as const,
        },
      ];
  const lead = named
    .map((id) => metrics.find((metric) => metric.id === id))
    .find((metric) => metric?.source === 'submit' && metric.type === 'proportion');
  const marginBp = quality.perLeadBp ?? PER_LEAD_BP;
  if (!lead || marginBp === 'off') return { guardrails: [...guardrails, ...perVisitor], added: [] };
  const share = ratioMetricOf(qualified, lead);
  return {
    guardrails: [...guardrails, ...perVisitor, { metric: share.id, marginBp, byDefault: true }],
    added: [share],
  };
}

/** The share of one metric's visitors among those of another: qualified leads per lead. */
function ratioMetricOf(qualified: Metric, lead: Metric): Metric {
  return {
    id: `${qualified.id}-per-${lead.id}`,
    label: `${qualified.label} per lead`,
    type: 'proportion',
    source: 'stage',
    // It is computed from two metrics: nothing is ever booked under it.
    match: [],
    windowDays: qualified.windowDays,
    direction: 'up',
    ratio: { of: qualified.id, per: lead.id, stage: 'qualified' },
  };
}
