import type { Lift } from '../../contract/interval.ts';
import type { Refusal } from '../../contract/refusal.ts';
import type { Metric } from '../../definition/metric/metric.ts';
import { sequentialConversionLift } from '../../stats/sequential-conversion-lift.ts';
import { FEW_CONVERSIONS } from '../decision/thresholds.ts';
import { type PairStratum, sum } from '../strata/strata.ts';
import { exactLift } from './exact-lift.ts';
import { type LiftPlan, type PlannedLift, tunedSize } from './lift-plan.ts';
import { meanLift } from './mean-lift.ts';
import { ratioLift } from './ratio-lift.ts';
import { stratifiedLift } from './stratified-lift.ts';

/**
 * The always-valid lift of one treatment over control.
 *
 * `proportion`: from 5 conversions on each side the confidence sequence of the log ratio, plain
 * within one epoch, stratified by epoch over several; below that exact limits from the
 * conversions alone, or none where somebody else split the visitors. `mean`: the value per visitor, see `meanLift`; `ratio`: the share of leads, see
 * `ratioLift`.
 * `strata` hold both arms per epoch; only epochs in which both had visitors are compared.
 * Refusals: `no-plan`, `no-visitors`, `no-conversions`, `too-few-conversions`, and those of the methods.
 */
export function liftOf(
  type: Metric['type'] | 'ratio',
  strata: readonly PairStratum[],
  plan: LiftPlan,
): Lift | Refusal {
  if (plan.nStar === null) return { ok: false, reason: 'no-plan' };
  const used = strata.filter(
    ({ control, treatment }) => control.visitors > 0 && treatment.visitors > 0,
  );
  if (used.length === 0) return { ok: false, reason: 'no-visitors' };
  const xA = sum(used.map(({ control }) => control.converted));
  const xB = sum(used.map(({ treatment }) => treatment.converted));
  if (xA + xB === 0) return { ok: false, reason: 'no-conversions' };
  const planned = { ...plan, nStar: plan.nStar };
  if (type === 'mean') return meanLift(used, planned);
  if (type === 'ratio') return ratioLift(used, planned);
  if (Math.min(xA, xB) < FEW_CONVERSIONS) {
    // The exact method takes the planned share of visitors for true.
    return plan.unknownSplit ? { ok: false, reason: 'too-few-conversions' } : exactLift(used, plan);
  }
  const [first, ...others] = used;
  return first && others.length === 0 ? plainLift(first, planned) : stratifiedLift(used, planned);
}

function plainLift({ control, treatment }: PairStratum, plan: PlannedLift): Lift | Refusal {
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
