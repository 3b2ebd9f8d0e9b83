import { isAlpha, isAmount } from './counts.ts';
import { type Refusal, refuse } from './refusal.ts';

/** An estimate after `n` units of both arms, and the plan that was frozen before the first. */
export type SequentialInput = {
  readonly estimate: number;
  /** Standard error of `estimate` now, above 0. */
  readonly se: number;
  /** Units of both arms together so far, at least 1. */
  readonly n: number;
  readonly alpha: number;
  /** Planned units of both arms: where the interval is tightest. Frozen at start. */
  readonly nStar: number;
  /** `lower`: only a lower limit (is it above?), `upper`: only an upper one. Default both. */
  readonly side?: 'both' | 'lower' | 'upper';
};

/** Limits that hold at all looks together, with the evidence against an effect of 0. */
export type ConfidenceSequence = {
  readonly ok: true;
  readonly rho: number;
  readonly halfWidth: number;
  readonly lower: number;
  readonly upper: number;
  /** ln of the e-value against 0; p = min(1, e^−this). */
  readonly logEValue: number;
  readonly pValue: number;
};

/**
 * Always-valid interval and p-value of an approximately normal estimate: look as often as you
 * like, stop when you like, the chance of ever excluding the truth stays near alpha.
 *
 * p < alpha exactly when the two-sided interval excludes 0. Asymptotic: gate on a minimum of
 * conversions or buyers first.
 * Refuses `invalid-alpha`, `invalid-plan` (n or nStar), `invalid-estimate`, `zero-variance`.
 * Source: I. Waudby-Smith, D. Arbour, R. Sinha, E. H. Kennedy & A. Ramdas, Ann. Statist. 52 (2024),
 * thm 2.2, eq. 9, 134 (one-sided), 155 (p-value), 161 (rho), https://arxiv.org/abs/2103.06476v7
 */
export function asymptoticConfidenceSequence(input: SequentialInput): ConfidenceSequence | Refusal {
  const { estimate, se, n, alpha, nStar, side = 'both' } = input;
  if (!isAlpha(alpha)) return refuse('invalid-alpha');
  if (!(n > 0 && n < Infinity && nStar > 0 && nStar < Infinity)) return refuse('invalid-plan');
  if (!Number.isFinite(estimate) || !isAmount(se)) return refuse('invalid-estimate');
  if (se === 0) return refuse('zero-variance');
  const information = n * rhoSquared(alpha, nStar);
  const rho = Math.sqrt(rhoSquared(alpha, nStar));
  if (side !== 'both') return oneSided(input, information, side);
  const halfWidth = se * sequentialMultiplier(n, alpha, nStar);
  const z = estimate / se;
  const logEValue = (information * z * z) / (2 * (information + 1)) - Math.log1p(information) / 2;
  return {
    ok: true,
    rho,
    halfWidth,
    lower: estimate - halfWidth,
    upper: estimate + halfWidth,
    logEValue,
    pValue: pFromLogE(logEValue),
  };
}

/**
 * How many standard errors wide each half of the always-valid interval is after `n` of `nStar`
 * planned units: 3.04 at n = nStar and alpha 0.05, where a single planned look has 1.96.
 * Arguments must be valid (see `asymptoticConfidenceSequence`). Source: eq. 9 there.
 */
export function sequentialMultiplier(n: number, alpha: number, nStar: number): number {
  const information = n * rhoSquared(alpha, nStar);
  const logBoundary = Math.log1p(information) / 2 - Math.log(alpha);
  return Math.sqrt(2 * (1 + 1 / information) * logBoundary);
}

/**
 * ρ² that makes the interval tightest at `nStar` units.
 * Source: eq. 161 there; = Howard, Ramdas, McAuliffe & Sekhon 2021, eq. 14.
 */
export function rhoSquared(alpha: number, nStar: number): number {
  const twoLog = -2 * Math.log(alpha);
  return (twoLog + Math.log1p(twoLog)) / nStar;
}

/** p = min(1, 1/E) from ln E. */
export const pFromLogE = (logEValue: number): number => Math.min(1, Math.exp(-logEValue));

function oneSided(
  input: SequentialInput,
  information: number,
  side: 'lower' | 'upper',
): ConfidenceSequence {
  const { estimate, se, alpha, nStar } = input;
  const boundary = Math.log1p(Math.sqrt(information + 1) / (2 * alpha));
  const halfWidth = se * Math.sqrt(2 * (1 + 1 / information) * boundary);
  const z = Math.max(0, (side === 'lower' ? estimate : -estimate) / se);
  // The e-value whose level set is the boundary above: 2 (exp(exponent) − 1) / √(nρ² + 1).
  const exponent = (information * z * z) / (2 * (information + 1));
  const logGrowth =
    exponent > 1 ? exponent + Math.log1p(-Math.exp(-exponent)) : Math.log(Math.expm1(exponent));
  const logEValue = Math.LN2 + logGrowth - Math.log1p(information) / 2;
  return {
    ok: true,
    rho: Math.sqrt(rhoSquared(alpha, nStar)),
    halfWidth,
    lower: side === 'lower' ? estimate - halfWidth : Number.NEGATIVE_INFINITY,
    upper: side === 'upper' ? estimate + halfWidth : Number.POSITIVE_INFINITY,
    logEValue,
    pValue: pFromLogE(logEValue),
  };
}
