import type { MeasuredReport } from '#experiments/planning/measured.ts';
import { type Plan, planOf } from '#experiments/planning/plan-of.ts';
import type { PlanQuestion } from '#experiments/planning/question.ts';

/** 3 % of 400 visitors a day, +15 %, two equal variants. */
export function aQuestion(given: Partial<PlanQuestion> = {}): PlanQuestion {
  return {
    baseline: 0.03,
    mde: 0.15,
    weights: [1, 1],
    visitorsPerDay: 400,
    share: 1,
    alpha: 0.05,
    power: 0.8,
    ...given,
  };
}

/** The plan of a question that has one. */
export function planned(question: PlanQuestion = aQuestion()): Plan {
  const plan = planOf(question);
  if (!plan.ok) throw new Error(`no plan: ${plan.reason}`);
  return plan;
}

/** One day of a report; arrays have one entry per variant, control first. */
export type MeasuredDay = {
  readonly day?: string;
  readonly epoch?: number;
  readonly visitors: readonly number[];
  readonly converted?: readonly number[];
};

/** The report of an experiment with two variants on the metric "lead", from 1 November 2026 on. */
export function aReport(
  days: readonly MeasuredDay[],
  rest: Partial<MeasuredReport> & { readonly metric?: string } = {},
): MeasuredReport {
  const { metric = 'lead', ...given } = rest;
  return {
    unit: 'visitor',
    variants: [{ variant: 'control' }, { variant: 'outcome' }],
    epochs: [{ epoch: 1, allocationBp: 10_000 }],
    daily: days.map(({ day, epoch = 1, visitors, converted = [0, 0] }, index) => ({
      day: day ?? `2026-11-${String(index + 1).padStart(2, '0')}`,
      epoch,
      visitors: [...visitors],
      converted: { [metric]: [...converted] },
    })),
    ...given,
  };
}
