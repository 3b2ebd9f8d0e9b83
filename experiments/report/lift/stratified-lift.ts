import type { Lift } from '../../contract/interval.ts';
import type { Refusal } from '../../contract/refusal.ts';
import { areCounts } from '../../stats/counts.ts';
import { informationConfidenceSequence } from '../../stats/information-confidence-sequence.ts';
import { FEW_CONVERSIONS } from '../decision/thresholds.ts';
import { type Arm, type PairStratum, sum } from '../strata/strata.ts';
import { type StratumWeight, stratumWeights } from '../strata/stratum-weights.ts';
import { type PlannedLift, plannedShare, tuningFactor } from './lift-plan.ts';

/**
 * The always-valid lift over several epochs, whose weights may differ, and over landings, whose
 * rates do: compared within each stratum and averaged with `stratumWeights`, so that a shift of
 * traffic is never taken for an effect. Precision then no longer grows with visitors, so the
 * sequence runs on the clock of information; the plan's end is `nStar` visitors at the weights of
 * the first epoch.
 *
 * `strata`: at least two, both arms with visitors. Refusals: `invalid-counts`, `unknown-weights`,
 * and those of the confidence sequence.
 * Source: period-stratified estimate with traffic weights, Mantel-Haenszel within a period; variance
 * per stratum and arm from (x + s) / (n + 2 s), s its share of the period; information clock as
 * `informationConfidenceSequence`.
 */
export function stratifiedLift(strata: readonly PairStratum[], plan: PlannedLift): Lift | Refusal {
  const arms = strata.flatMap(({ control, treatment }) => [control, treatment]);
  if (!arms.every((arm) => areCounts({ x: arm.converted, n: arm.visitors }))) {
    return { ok: false, reason: 'invalid-counts' };
  }
  const share = plannedShare(strata, plan);
  if (share === null) return { ok: false, reason: 'unknown-weights' };
  const { estimate, se } = logRatioOf(strata);
  const sequence = informationConfidenceSequence({
    estimate,
    se,
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
      epochs: [...new Set(strata.map(({ epoch }) => epoch))],
      plannedControlShare: share,
    },
    family: null,
  };
}

/**
 * The log ratio of the rates, compared within strata that all have visitors on both sides, and its
 * standard error. Not finite while a side has no conversions.
 */
export function logRatioOf(strata: readonly PairStratum[]): {
  readonly estimate: number;
  readonly se: number;
} {
  const { control, treatment } = standardisedRates(strata);
  return {
    estimate: Math.log(treatment.rate / control.rate),
    se: Math.hypot(control.se / control.rate, treatment.se / treatment.rate),
  };
}

/** The rates that are compared, of strata that all have visitors on both sides. */
export function standardisedRates(strata: readonly PairStratum[]) {
  const weights = stratumWeights(strata);
  return {
    control: standardised(strata, weights, (stratum) => stratum.control),
    treatment: standardised(strata, weights, (stratum) => stratum.treatment),
  };
}

/** Rate of one arm as if every stratum had sent it the same mix of visitors. */
function standardised(
  strata: readonly PairStratum[],
  weights: readonly StratumWeight[],
  armOf: (stratum: PairStratum) => Arm,
): { readonly rate: number; readonly se: number } {
  const parts = strata.map((stratum, index) => {
    const { visitors, converted } = armOf(stratum);
    const { whole, ofEpoch } = weights[index] ?? { whole: 0, ofEpoch: 0 };
    // One visitor who converts and one who does not per epoch, over its landings.
    const shrunk = (converted + ofEpoch) / (visitors + 2 * ofEpoch);
    return {
      whole,
      rate: converted / visitors,
      variance: (shrunk * (1 - shrunk)) / visitors,
    };
  });
  return {
    rate: sum(parts.map(({ whole, rate }) => whole * rate)),
    se: Math.sqrt(sum(parts.map(({ whole, variance }) => whole ** 2 * variance))),
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
