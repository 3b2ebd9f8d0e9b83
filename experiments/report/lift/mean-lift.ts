import type { Lift, Tuning } from '../../contract/interval.ts';
import type { Refusal } from '../../contract/refusal.ts';
import { fiellerRatio } from '../../stats/fieller.ts';
import { informationConfidenceSequence } from '../../stats/information-confidence-sequence.ts';
import type { Sample } from '../../stats/moments.ts';
import { sequentialMeanLift } from '../../stats/sequential-mean-lift.ts';
import { MIN_BUYERS } from '../decision/thresholds.ts';
import { type PairStratum, pooled, sum } from '../strata/strata.ts';
import { stratumWeights } from '../strata/stratum-weights.ts';
import { type PlannedLift, plannedShare, tunedSize, tuningFactor } from './lift-plan.ts';
import { meanSamples, standardisedMean } from './mean-samples.ts';

/**
 * The always-valid lift of one treatment's value per visitor over control's: tested on the
 * difference of means, told as a ratio by Fieller's theorem, so that p < alpha exactly when the
 * lift leaves out 0. Several epochs and landings are compared within themselves and averaged with
 * `stratumWeights`, on the clock of information, as conversions are.
 *
 * `strata`: both arms with visitors. Refusals: `too-few-buyers` below 20 visitors with a value on
 * a side, `unbounded-lift` while control's mean may be 0 or less, `unknown-weights`, and those of
 * the two sequences.
 */
export function meanLift(strata: readonly PairStratum[], plan: PlannedLift): Lift | Refusal {
  const control = pooled(strata.map((stratum) => stratum.control));
  const treatment = pooled(strata.map((stratum) => stratum.treatment));
  if (Math.min(control.converted, treatment.converted) < MIN_BUYERS) {
    return { ok: false, reason: 'too-few-buyers' };
  }
  if (control.sumMinor <= 0) return { ok: false, reason: 'unbounded-lift' };
  return strata.length === 1 ? plain(strata, plan) : stratified(strata, plan);
}

function plain(strata: readonly PairStratum[], plan: PlannedLift): Lift | Refusal {
  const samples = meanSamples(strata);
  if (!samples.ok) return samples;
  const [A] = samples.control;
  const [B] = samples.treatment;
  if (!A || !B) return { ok: false, reason: 'no-visitors' };
  const mean = sequentialMeanLift({ A, B }, { alpha: plan.alpha, nStar: tunedSize(plan) });
  if (!mean.ok) return mean;
  if (!mean.lift.ok) return mean.lift;
  return liftFrom(
    { estimate: mean.lift.lift, lower: mean.lift.lower, upper: mean.lift.upper },
    {
      plan,
      pValue: mean.pValue,
      method: 'mean-confidence-sequence',
      tuning: { kind: 'mean-confidence-sequence', nStar: plan.nStar, minBuyers: MIN_BUYERS },
    },
  );
}

function stratified(strata: readonly PairStratum[], plan: PlannedLift): Lift | Refusal {
  const share = plannedShare(strata, plan);
  if (share === null) return { ok: false, reason: 'unknown-weights' };
  const samples = meanSamples(strata);
  if (!samples.ok) return samples;
  const weights = stratumWeights(strata).map(({ whole }) => whole);
  const control = standardisedMean(samples.control, weights);
  const treatment = standardisedMean(samples.treatment, weights);
  const se = Math.sqrt(control.variance + treatment.variance);
  const sequence = informationConfidenceSequence({
    estimate: treatment.mean - control.mean,
    se,
    plannedSe: Math.sqrt(
      withinVariance([...samples.control, ...samples.treatment]) *
        (1 / share + 1 / (1 - share)) *
        (tuningFactor(plan) / plan.nStar),
    ),
    alpha: plan.alpha,
  });
  if (!sequence.ok) return sequence;
  const ratio = fiellerRatio(control, treatment, sequence.halfWidth / se);
  if (!ratio.ok) return ratio;
  return liftFrom(
    {
      estimate: treatment.mean / control.mean - 1,
      lower: ratio.lower - 1,
      upper: ratio.upper - 1,
    },
    {
      plan,
      pValue: sequence.pValue,
      method: 'stratified-mean-confidence-sequence',
      tuning: {
        kind: 'stratified-mean-confidence-sequence',
        nStar: plan.nStar,
        minBuyers: MIN_BUYERS,
        epochs: [...new Set(strata.map(({ epoch }) => epoch))],
        plannedControlShare: share,
      },
    },
  );
}

/** Variance of one visitor's value around the mean of its arm and epoch. */
function withinVariance(samples: readonly Sample[]): number {
  const spread = sum(samples.map(({ n, variance }) => variance * (n - 1)));
  return spread / sum(samples.map(({ n }) => n - 1));
}

function liftFrom(
  limits: { readonly estimate: number; readonly lower: number; readonly upper: number },
  of: {
    readonly plan: PlannedLift;
    readonly pValue: number;
    readonly method: string;
    readonly tuning: Tuning;
  },
): Lift {
  const { plan, pValue, method, tuning } = of;
  return { ok: true, ...limits, level: 1 - plan.alpha, method, pValue, tuning, family: null };
}
