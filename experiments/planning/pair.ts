import type { PlanQuestion } from './question.ts';

/** Control and the treatment with the fewest visitors: the comparison that takes longest. */
export type Pair = {
  /** Shares of all visitors of the experiment. */
  readonly control: number;
  readonly treatment: number;
  /** Column of the treatment among the variants. */
  readonly column: number;
  /** Rates of both if the change is exactly as large as planned. */
  readonly controlRate: number;
  readonly treatmentRate: number;
  /** Relative change between them. */
  readonly mde: number;
  /** Error level of the whole experiment, which tunes the report's intervals. */
  readonly alpha: number;
  /**
   * Error level of one comparison: alpha / (variants − 1). Bonferroni bounds Holm, which the
   * report uses, from below: the treatment with the smallest p-value has to pass exactly this.
   */
  readonly alphaEach: number;
  readonly power: number;
};

/** The comparison that a valid question is sized for; `mde` may be another than the planned one. */
export function pairOf(question: PlanQuestion, mde = question.mde): Pair {
  const { weights, baseline, alpha, power } = question;
  const all = weights.reduce((sum, weight) => sum + weight, 0);
  const served = weights.slice(1).filter((weight) => weight > 0);
  const fewest = Math.min(...served);
  return {
    control: (weights[0] ?? 0) / all,
    treatment: fewest / all,
    column: weights.indexOf(fewest, 1),
    controlRate: baseline,
    treatmentRate: Math.min(1, baseline * (1 + mde)),
    mde,
    alpha,
    alphaEach: alpha / (weights.length - 1),
    power,
  };
}
