import { pFromLogE } from './asymptotic-confidence-sequence.ts';
import { isAlpha, isCount } from './counts.ts';
import { logDirichletEValue } from './dirichlet-e-value.ts';
import { type Refusal, refuse } from './refusal.ts';
import { findRoot } from './special/find-root.ts';
import { shares } from './weights.ts';

/** Converted visitors per arm and the split that assigned their visitors. */
export type ExactConversionInput = {
  readonly conversionsA: number;
  readonly conversionsB: number;
  /** Assignment shares, relative; constant over the data. */
  readonly allocationA: number;
  readonly allocationB: number;
  readonly alpha: number;
  /** Prior weight in conversions; `exactConcentration` of the plan. Frozen at start. */
  readonly concentration: number;
};

/** Lift limits as fractions; −1 and `Infinity` where the data do not bound them. */
export type ExactConversionSequence = {
  readonly ok: true;
  readonly logEValue: number;
  readonly pValue: number;
  readonly liftLower: number;
  readonly liftUpper: number;
};

/**
 * Always-valid lift of a conversion rate from conversions alone, exact from the first one: the
 * verdict below the gate of `sequentialConversionLift`.
 *
 * Given a conversion, it lies in B with probability wB pB / (wA pA + wB pB): a coin whose bias is
 * the lift. Needs constant, known weights; a sample-ratio mismatch of 1 % becomes a lift of 1 %.
 * Refuses `invalid-counts`, `invalid-alpha`, `invalid-weights` (a share of 0 has nothing to
 * compare), `invalid-prior`.
 * Source: M. Lindon & A. Malek, NeurIPS 2022, sec. 4, https://arxiv.org/abs/2011.03567
 */
export function sequentialConversionExact(
  input: ExactConversionInput,
): ExactConversionSequence | Refusal {
  const { conversionsA, conversionsB, allocationA, allocationB, alpha, concentration } = input;
  if (!isCount(conversionsA) || !isCount(conversionsB)) return refuse('invalid-counts');
  if (!isAlpha(alpha)) return refuse('invalid-alpha');
  if (!(concentration > 0 && concentration < Infinity)) return refuse('invalid-prior');
  const centre = shares([allocationA, allocationB], 2);
  const [shareA = 0, shareB = 0] = centre ?? [];
  if (!centre || shareA === 0 || shareB === 0) return refuse('invalid-weights');
  const counts = [conversionsA, conversionsB];
  const priorLogit = Math.log(shareB) - Math.log(shareA);
  // The share of B is searched as the log ratio of rates: ln(q / (1 − q)) − ln(wB / wA).
  const logE = (logRatio: number): number => {
    const logit = logRatio + priorLogit;
    const probabilities = [1 / (1 + Math.exp(logit)), 1 / (1 + Math.exp(-logit))];
    return logDirichletEValue(counts, { centre, probabilities, concentration });
  };
  const excess = (logRatio: number): number => logE(logRatio) + Math.log(alpha);
  const logEValue = logE(0);
  const centreOfData =
    conversionsA === 0
      ? LIMIT
      : conversionsB === 0
        ? -LIMIT
        : Math.log(conversionsB / conversionsA) - priorLogit;
  return {
    ok: true,
    logEValue,
    pValue: pFromLogE(logEValue),
    liftLower: conversionsB === 0 ? -1 : Math.expm1(findRoot(excess, -LIMIT, centreOfData)),
    liftUpper:
      conversionsA === 0
        ? Number.POSITIVE_INFINITY
        : Math.expm1(findRoot(excess, centreOfData, LIMIT)),
  };
}

const LIMIT = 600;

/**
 * The concentration that makes the exact sequence tightest where `asymptoticConfidenceSequence`
 * is, at `plannedConversions` of both arms together: max(1, plannedConversions / 7.94 − 1), with
 * 7.94 = ρ² nStar at alpha 0.05.
 */
export const exactConcentration = (plannedConversions: number): number =>
  Math.max(1, plannedConversions / 7.94 - 1);
