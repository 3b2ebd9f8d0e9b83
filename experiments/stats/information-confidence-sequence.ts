import { pFromLogE, rhoSquared } from './asymptotic-confidence-sequence.ts';
import { isAlpha, isAmount } from './counts.ts';
import { type Refusal, refuse } from './refusal.ts';

/** An estimate whose precision does not grow with visitors alone (weights moved between epochs). */
export type InformationInput = {
  readonly estimate: number;
  /** Standard error of `estimate` now, above 0. */
  readonly se: number;
  /** The standard error that the plan expects at its end. Frozen at start. */
  readonly plannedSe: number;
  readonly alpha: number;
};

/** Limits that hold at all looks together, with the evidence against an effect of 0. */
export type InformationSequence = {
  readonly ok: true;
  readonly halfWidth: number;
  readonly lower: number;
  readonly upper: number;
  readonly logEValue: number;
  readonly pValue: number;
};

/**
 * `asymptoticConfidenceSequence` on the clock of information, 1/se², instead of visitors: for
 * stratified estimates over epochs with changing weights. Tightest when se = plannedSe; identical
 * to the visitor clock when se² falls as 1/n.
 *
 * Refuses `invalid-alpha`, `invalid-plan`, `invalid-estimate`, `zero-variance`.
 * Source: R. Johari, P. Koomen, L. Pekelis & D. Walsh, Oper. Res. 70 (2022) 1806, eq. 11, normal
 * mixture of variance tau², https://arxiv.org/abs/1512.04922; tau² from eq. 161 of
 * https://arxiv.org/abs/2103.06476v7
 */
export function informationConfidenceSequence(
  input: InformationInput,
): InformationSequence | Refusal {
  const { estimate, se, plannedSe, alpha } = input;
  if (!isAlpha(alpha)) return refuse('invalid-alpha');
  if (!(plannedSe > 0 && plannedSe < Infinity)) return refuse('invalid-plan');
  if (!Number.isFinite(estimate) || !isAmount(se)) return refuse('invalid-estimate');
  if (se === 0) return refuse('zero-variance');
  // tau² / V: the prior variance of the effect in units of the present variance.
  const ratio = rhoSquared(alpha, 1) * (plannedSe / se) ** 2;
  const z = estimate / se;
  const logEValue = (ratio * z * z) / (2 * (ratio + 1)) - Math.log1p(ratio) / 2;
  const halfWidth = se * Math.sqrt(2 * (1 + 1 / ratio) * (Math.log1p(ratio) / 2 - Math.log(alpha)));
  return {
    ok: true,
    halfWidth,
    lower: estimate - halfWidth,
    upper: estimate + halfWidth,
    logEValue,
    pValue: pFromLogE(logEValue),
  };
}
