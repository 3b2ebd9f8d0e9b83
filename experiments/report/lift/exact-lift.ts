import type { Lift } from '../../contract/interval.ts';
import type { Refusal } from '../../contract/refusal.ts';
import { relativeLift } from '../../stats/lift-interval.ts';
import {
  exactConcentration,
  sequentialConversionExact,
} from '../../stats/sequential-conversion-exact.ts';
import { FEW_CONVERSIONS } from '../decision/thresholds.ts';
import { type PairStratum, sum } from '../strata/strata.ts';
import type { LiftPlan } from './lift-plan.ts';

/**
 * Planned conversions of the exact method: it is only asked until both arms have their first
 * conversions, so that is its horizon whatever the experiment's own size is.
 */
const HORIZON_CONVERSIONS = 2 * FEW_CONVERSIONS;

/**
 * The always-valid lift from few conversions. It knows nothing of visitors but the constant share
 * in which they were assigned, so several epochs are pooled only where that share was the same.
 *
 * Refusals: `several-epochs` when it was not, `unknown-weights` when an epoch's weights are not
 * recorded, and those of the exact method.
 */
export function exactLift(strata: readonly PairStratum[], plan: LiftPlan): Lift | Refusal {
  const weights = strata.map(({ epoch }) => plan.pairWeights.find((pair) => pair.epoch === epoch));
  const [first, ...others] = weights;
  if (!first || others.includes(undefined)) return { ok: false, reason: 'unknown-weights' };
  const sameShare = others.every(
    (pair) => pair && pair.control * first.treatment === first.control * pair.treatment,
  );
  if (!sameShare) return { ok: false, reason: 'several-epochs' };
  const counts = {
    xA: sum(strata.map(({ control }) => control.converted)),
    nA: sum(strata.map(({ control }) => control.visitors)),
    xB: sum(strata.map(({ treatment }) => treatment.converted)),
    nB: sum(strata.map(({ treatment }) => treatment.visitors)),
  };
  if (counts.xA > counts.nA || counts.xB > counts.nB)
    return { ok: false, reason: 'invalid-counts' };
  const total = first.control + first.treatment;
  const tuning = {
    kind: 'exact-e-value' as const,
    concentration: exactConcentration(HORIZON_CONVERSIONS),
    allocationControl: first.control / total,
    allocationTreatment: first.treatment / total,
  };
  const exact = sequentialConversionExact({
    conversionsA: counts.xA,
    conversionsB: counts.xB,
    allocationA: first.control,
    allocationB: first.treatment,
    alpha: plan.alpha,
    concentration: tuning.concentration,
  });
  if (!exact.ok) return exact;
  return {
    ok: true,
    estimate: finiteOrNull(relativeLift(counts)),
    lower: exact.liftLower,
    upper: finiteOrNull(exact.liftUpper),
    level: 1 - plan.alpha,
    method: 'exact-e-value',
    pValue: exact.pValue,
    tuning,
    family: null,
  };
}

function finiteOrNull(value: number | null): number | null {
  return value !== null && Number.isFinite(value) ? value : null;
}
