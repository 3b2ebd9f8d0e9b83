import { deviance } from './deviance.ts';
import { LOG_SQRT_2PI, logGamma, stirlingError } from './log-gamma.ts';

/**
 * ln B(a, b) for a, b > 0, without the cancellation of ln Γ(a) + ln Γ(b) − ln Γ(a + b).
 *
 * Source: DiDonato & Morris 1992 (ACM TOMS 708), `betaln`; Stirling terms NIST DLMF 5.11.1.
 */
export function logBeta(a: number, b: number): number {
  const small = Math.min(a, b);
  const large = Math.max(a, b);
  if (!(small > 0)) return Number.NaN;
  const sum = small + large;
  if (large < 10) return logGamma(small) + (logGamma(large) - logGamma(sum));
  const correction = stirlingError(large) - stirlingError(sum);
  const shrink = (large - 0.5) * Math.log1p(-small / sum);
  if (small < 10) return logGamma(small) + correction + small - small * Math.log(sum) + shrink;
  return (
    LOG_SQRT_2PI -
    0.5 * Math.log(small) +
    stirlingError(small) +
    correction +
    small * Math.log(small / sum) +
    shrink
  );
}

/**
 * ln( x^a y^b / B(a, b) ) with y = 1 − x, for a, b > 0 and x, y in (0, 1).
 *
 * Both x and y are taken so that neither tail is rounded away. Saddle-point form: the exponent is
 * a sum of deviances, so it keeps its digits at a + b = 1e8 where `exp(a ln x − ln B)` has none.
 * The Beta density is exp(this) / (x y).
 * Source: C. Loader, Fast and Accurate Computation of Binomial Probabilities, 2000, eq. 3.
 */
export function logBetaKernel(a: number, b: number, x: number, y: number): number {
  const n = a + b;
  return logBetaConstant(a, b) - deviance(a, n * x) - deviance(b, n * y);
}

/** The part of `logBetaKernel` that does not depend on x. */
export function logBetaConstant(a: number, b: number): number {
  const n = a + b;
  return (
    0.5 * Math.log((a / n) * b) -
    LOG_SQRT_2PI +
    stirlingError(n) -
    stirlingError(a) -
    stirlingError(b)
  );
}
