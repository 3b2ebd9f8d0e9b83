import type { Lift } from '../contract/interval.ts';
import type { Refusal } from '../contract/refusal.ts';
import { rhoSquared } from '../stats/asymptotic-confidence-sequence.ts';
import { sequentialConversionLift } from '../stats/sequential-conversion-lift.ts';
import { exactLift } from './exact-lift.ts';
import { type PairStratum, sum } from './strata.ts';
import { stratifiedLift } from './stratified-lift.ts';
import { FEW_CONVERSIONS } from './thresholds.ts';

/** What was fixed before the first visitor, for control and one treatment. */
export type LiftPlan = {
  /** Planned visitors of the pair; null when nobody planned. */
  readonly nStar: number | null;
  /** Error level of the plan: `nStar` tunes the interval for it. */
  readonly tuningAlpha: number;
  /** 1 − level of the interval to give: the same, or smaller for several treatments at once. */
  readonly alpha: number;
  /** Weights of the pair in each epoch, relative. */
  readonly pairWeights: readonly {
    readonly epoch: number;
    readonly control: number;
    readonly treatment: number;
  }[];
};

/**
 * The always-valid lift of one treatment's conversion rate over control's.
 *
 * From 5 conversions on each side: the confidence sequence of the log ratio, plain within one
 * epoch, stratified by epoch over several. Below that: exact limits from the conversions alone.
 * `strata` hold both arms per epoch; only epochs in which both had visitors are compared.
 * Refusals: `no-plan`, `no-visitors`, `no-conversions`, and those of the three methods.
 */
export function liftOf(strata: readonly PairStratum[], plan: LiftPlan): Lift | Refusal {
  if (plan.nStar === null) return { ok: false, reason: 'no-plan' };
  const used = strata.filter(
    ({ control, treatment }) => control.visitors > 0 && treatment.visitors > 0,
  );
  if (used.length === 0) return { ok: false, reason: 'no-visitors' };
  const xA = sum(used.map(({ control }) => control.converted));
  const xB = sum(used.map(({ treatment }) => treatment.converted));
  if (xA + xB === 0) return { ok: false, reason: 'no-conversions' };
  if (Math.min(xA, xB) < FEW_CONVERSIONS) return exactLift(used, plan);
  const planned = { ...plan, nStar: plan.nStar };
  const [first, ...others] = used;
  return first && others.length === 0 ? plainLift(first, planned) : stratifiedLift(used, planned);
}

/**
 * The same mixture for another level: ρ² is a function of alpha / nStar, so the planned size is
 * rescaled to keep the ρ² of the plan. Then p < alpha exactly when the interval of any level
 * 1 − alpha excludes 0.
 */
export function tunedSize(plan: LiftPlan & { readonly nStar: number }): number {
  return (plan.nStar * rhoSquared(plan.alpha, 1)) / rhoSquared(plan.tuningAlpha, 1);
}

function plainLift(
  { control, treatment }: PairStratum,
  plan: LiftPlan & { readonly nStar: number },
): Lift | Refusal {
  const lift = sequentialConversionLift(
    {
      xA: control.converted,
      nA: control.visitors,
      xB: treatment.converted,
      nB: treatment.visitors,
    },
    { alpha: plan.alpha, nStar: tunedSize(plan), minConversions: FEW_CONVERSIONS },
  );
  if (!lift.ok) return lift;
  return {
    ok: true,
    estimate: lift.lift,
    lower: lift.lower,
    upper: lift.upper,
    level: 1 - plan.alpha,
    method: 'log-ratio-confidence-sequence',
    pValue: lift.pValue,
    tuning: {
      kind: 'confidence-sequence',
      nStar: plan.nStar,
      minConversions: FEW_CONVERSIONS,
    },
    family: null,
  };
}
