import type { Plan } from './plan-of.ts';

/** The `plan` of an experiment file. */
export type PlanLines = {
  readonly visitors: number;
  readonly mdeBp: number;
  readonly power: number;
  readonly alpha: number;
};

/** Fewest `plan.visitors` that a definition may hold. */
const FEWEST_VISITORS = 100;

/** What to write into the experiment's file: `visitors` is the plan's nStar. */
export function planLines({ nStar, question }: Plan): PlanLines {
  const { mde, power, alpha } = question;
  return {
    visitors: Math.max(FEWEST_VISITORS, nStar),
    mdeBp: Math.round(Math.abs(mde) * 10_000),
    power,
    alpha,
  };
}

/** The same as YAML, without a newline at its end. */
export function planYaml(plan: Plan): string {
  const { visitors, mdeBp, power, alpha } = planLines(plan);
  return [
    'plan:',
    `  visitors: ${visitors}`,
    `  mdeBp: ${mdeBp}`,
    `  power: ${power}`,
    `  alpha: ${alpha}`,
  ].join('\n');
}
