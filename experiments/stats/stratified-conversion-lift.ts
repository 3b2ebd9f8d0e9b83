import { areCounts, isCount, type PairCounts } from './counts.ts';
import { informationConfidenceSequence } from './information-confidence-sequence.ts';
import { type Refusal, refuse } from './refusal.ts';
import { liftFromLogRatio, type SequentialLift } from './sequential-conversion-lift.ts';

/** What was fixed before the first look. */
export type StratifiedPlan = {
  readonly alpha: number;
  /** Standard error of the log ratio that the plan ends with; `plannedLogRatioSe`. */
  readonly plannedSe: number;
  /** Converted visitors that each arm needs over all strata; 5, cautious 10. */
  readonly minConversions: number;
};

/**
 * The always-valid lift of a conversion rate when weights or base rates moved: one stratum per
 * epoch of constant weights, compared within strata only. With a single stratum the lift and its
 * standard error are those of `sequentialConversionLift`.
 *
 * Strata in which an arm had no visitors say nothing and are left out.
 * Refuses `invalid-counts`, `invalid-alpha`, `invalid-plan`, `no-visitors` (no stratum where both
 * arms ran), `too-few-conversions`, `zero-variance`.
 * Source: S. Greenland & J. M. Robins, Biometrics 41 (1985) 55, eq. 4 and 13 (Mantel-Haenszel
 * ratio and its variance, valid for few large and many small strata),
 * https://doi.org/10.2307/2530643 ; sequence: `informationConfidenceSequence`
 */
export function stratifiedConversionLift(
  strata: readonly PairCounts[],
  plan: StratifiedPlan,
): SequentialLift | Refusal {
  if (
    !strata.every(
      ({ xA, nA, xB, nB }) => areCounts({ x: xA, n: nA }) && areCounts({ x: xB, n: nB }),
    )
  ) {
    return refuse('invalid-counts');
  }
  if (!isCount(plan.minConversions)) return refuse('invalid-plan');
  const used = strata.filter(({ nA, nB }) => nA > 0 && nB > 0);
  if (used.length === 0) return refuse('no-visitors');
  const total = (value: (stratum: PairCounts) => number): number =>
    used.reduce((sum, stratum) => sum + value(stratum), 0);
  const fewest = Math.min(
    total(({ xA }) => xA),
    total(({ xB }) => xB),
  );
  if (fewest < Math.max(1, plan.minConversions)) return refuse('too-few-conversions');
  const scoreB = total(({ xB, nA, nB }) => xB * (nA / (nA + nB)));
  const scoreA = total(({ xA, nA, nB }) => xA * (nB / (nA + nB)));
  const logRatio = Math.log(scoreB) - Math.log(scoreA);
  const se = Math.sqrt(total(spread) / scoreA / scoreB);
  return liftFromLogRatio(
    informationConfidenceSequence({
      estimate: logRatio,
      se,
      plannedSe: plan.plannedSe,
      alpha: plan.alpha,
    }),
    { logRatio, se },
  );
}

/** (nA nB (xA + xB) − xA xB n) / n², arranged so that it cannot become negative. */
function spread({ xA, nA, xB, nB }: PairCounts): number {
  const n = nA + nB;
  return (nA / n) * (nB / n) * (xA * ((nB - xB) / nB) + xB * ((nA - xA) / nA));
}

/**
 * Standard error of the log ratio at the end of a plan: `baseline` rate in (0, 1), `nStar` visitors
 * of both arms, `shareB` of them in the treatment.
 */
export const plannedLogRatioSe = (plan: {
  readonly baseline: number;
  readonly nStar: number;
  readonly shareB: number;
}): number =>
  Math.sqrt(
    ((1 - plan.baseline) / plan.baseline) *
      (1 / (plan.nStar * (1 - plan.shareB)) + 1 / (plan.nStar * plan.shareB)),
  );
