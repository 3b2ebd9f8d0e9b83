import { rhoSquared } from '../../stats/asymptotic-confidence-sequence.ts';
import type { PairStratum } from '../strata/strata.ts';

/** What was fixed before the first visitor, for control and one treatment. */
export type LiftPlan = {
  /** Planned visitors of the pair; null when nobody planned. */
  readonly nStar: number | null;
  /** Error level of the plan: `nStar` tunes the interval for it. */
  readonly tuningAlpha: number;
  /** 1 − level of the interval to give: the same, or smaller for several comparisons at once. */
  readonly alpha: number;
  /** Whether somebody else split the visitors, so that no share of theirs is known beforehand. */
  readonly unknownSplit?: boolean;
  /** Weights of the pair in each epoch, relative; declared ones tune the interval, no more. */
  readonly pairWeights: readonly {
    readonly epoch: number;
    readonly control: number;
    readonly treatment: number;
  }[];
};

/** A plan with a size. */
export type PlannedLift = LiftPlan & { readonly nStar: number };

/**
 * The same mixture for another level: ρ² is a function of alpha / nStar, so the planned size is
 * rescaled to keep the ρ² of the plan. Then p < alpha exactly when the interval of any level
 * 1 − alpha excludes 0.
 */
export function tunedSize(plan: PlannedLift): number {
  return plan.nStar / tuningFactor(plan);
}

/** By how much the planned variance is scaled on the clock of information, for the same reason. */
export function tuningFactor({ alpha, tuningAlpha }: PlannedLift): number {
  return rhoSquared(tuningAlpha, 1) / rhoSquared(alpha, 1);
}

/**
 * The share of the pair that control was planned to get in the first of the strata; null when its
 * weights are not recorded or leave one side out.
 */
export function plannedShare(strata: readonly PairStratum[], plan: PlannedLift): number | null {
  const weights = plan.pairWeights.find(({ epoch }) => epoch === strata[0]?.epoch);
  if (!weights || weights.control <= 0 || weights.treatment <= 0) return null;
  return weights.control / (weights.control + weights.treatment);
}
