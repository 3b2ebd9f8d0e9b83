import type { Lift } from '../contract/interval.ts';
import type { Refusal } from '../contract/refusal.ts';
import { areCounts } from '../stats/counts.ts';
import { informationConfidenceSequence } from '../stats/information-confidence-sequence.ts';
import { type PlannedLift, plannedShare, tuningFactor } from './lift-plan.ts';
import { type Arm, type PairStratum, sum } from './strata.ts';
import { FEW_CONVERSIONS } from './thresholds.ts';

/**
 * The always-valid lift over several epochs, whose weights may differ: rates are compared within
 * each epoch and averaged with its share of the pair's traffic, so that a shift of traffic is
 * never taken for an effect. Precision then no longer grows with visitors, so the sequence runs on
 * the clock of information; the plan's end is `nStar` visitors at the weights of the first epoch.
 *
 * `strata`: at least two, both arms with visitors. Refusals: `invalid-counts`, `unknown-weights`,
 * and those of the confidence sequence.
 * Source: period-stratified estimate with traffic weights, variance per period and arm from
 * (x + 1) / (n + 2); information clock as `informationConfidenceSequence`.
 */
export function stratifiedLift(strata: readonly PairStratum[], plan: PlannedLift): Lift | Refusal {
  const arms = strata.flatMap(({ control, treatment }) => [control, treatment]);
  if (!arms.every((arm) => areCounts({ x: arm.converted, n: arm.visitors }))) {
    return { ok: false, reason: 'invalid-counts' };
  }
  const share = plannedShare(strata, plan);
  if (share === null) return { ok: false, reason: 'unknown-weights' };
  const control = standardised(strata, (stratum) => stratum.control);
  const treatment = standardised(strata, (stratum) => stratum.treatment);
  const estimate = Math.log(treatment.rate / control.rate);
  const sequence = informationConfidenceSequence({
    estimate,
    se: Math.hypot(control.se / control.rate, treatment.se / treatment.rate),
    plannedSe: plannedSe(strata, share, plan),
    alpha: plan.alpha,
  });
  if (!sequence.ok) return sequence;
  return {
    ok: true,
    estimate: Math.expm1(estimate),
    lower: Math.expm1(sequence.lower),
    upper: Math.expm1(sequence.upper),
    level: 1 - plan.alpha,
    method: 'stratified-log-ratio-confidence-sequence',
    pValue: sequence.pValue,
    tuning: {
      kind: 'stratified-confidence-sequence',
      nStar: plan.nStar,
      minConversions: FEW_CONVERSIONS,
      epochs: strata.map(({ epoch }) => epoch),
      plannedControlShare: share,
    },
    family: null,
  };
}

/** Rate of one arm as if every epoch had sent it the same mix of visitors. */
function standardised(
  strata: readonly PairStratum[],
  armOf: (stratum: PairStratum) => Arm,
): { readonly rate: number; readonly se: number } {
  const total = sum(strata.map(pairVisitors));
  const parts = strata.map((stratum) => {
    const { visitors, converted } = armOf(stratum);
    const shrunk = (converted + 1) / (visitors + 2);
    return {
      weight: pairVisitors(stratum) / total,
      rate: converted / visitors,
      variance: (shrunk * (1 - shrunk)) / visitors,
    };
  });
  return {
    rate: sum(parts.map(({ weight, rate }) => weight * rate)),
    se: Math.sqrt(sum(parts.map(({ weight, variance }) => weight ** 2 * variance))),
  };
}

/** Standard error of the log ratio at `nStar` visitors, equal rates and the planned share. */
function plannedSe(
  strata: readonly PairStratum[],
  controlShare: number,
  plan: PlannedLift,
): number {
  const rate =
    sum(strata.map(({ control, treatment }) => control.converted + treatment.converted)) /
    sum(strata.map(pairVisitors));
  const perVisitor = ((1 - rate) / rate) * (1 / controlShare + 1 / (1 - controlShare));
  // Keeps the mixture of the plan at every level, as `tunedSize` does for one epoch.
  return Math.sqrt((perVisitor / plan.nStar) * tuningFactor(plan));
}

function pairVisitors({ control, treatment }: PairStratum): number {
  return control.visitors + treatment.visitors;
}
