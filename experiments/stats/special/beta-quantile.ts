import { betaTails } from './incomplete-beta.ts';
import { logBeta, logBetaKernel } from './log-beta.ts';
import { normalQuantile } from './normal-quantile.ts';

/** A point x in [0, 1] with its complement y = 1 − x, both exact to the last digits. */
export type UnitPoint = { readonly x: number; readonly y: number };

/**
 * The point of the Beta(a, b) law with probability `lower` below it. a, b > 0; lower in [0, 1].
 * `upper` is 1 − lower, passed when known more exactly (far upper tails).
 *
 * Newton's method on the logarithm of the smaller tail against ln x, kept inside a bracket.
 * Source: NIST DLMF 8.17 for I_x; start values Abramowitz & Stegun 26.5.22 in logit form.
 */
export function betaQuantile(
  lower: number,
  a: number,
  b: number,
  upper: number = 1 - lower,
): UnitPoint {
  if (!(a > 0 && b > 0 && lower >= 0 && upper >= 0)) return { x: Number.NaN, y: Number.NaN };
  if (lower === 0) return { x: 0, y: 1 };
  if (upper === 0) return { x: 1, y: 0 };
  const middle = betaTails(0.5, a, b, 0.5);
  const inLowerHalf = lower <= upper ? lower <= middle.lower : upper >= middle.upper;
  if (inLowerHalf) {
    const x = smallPoint(lower, upper, a, b);
    return { x, y: 1 - x };
  }
  const y = smallPoint(upper, lower, b, a);
  return { x: 1 - y, y };
}

const LOWEST = -745;

/** The quantile when it is known to lie in (0, 1/2]. */
function smallPoint(lower: number, upper: number, a: number, b: number): number {
  const useLower = lower <= upper;
  const target = Math.log(useLower ? lower : upper);
  let low = LOWEST;
  let high = Math.log(0.5);
  let u = Math.min(high, Math.max(low, startLog(lower, upper, a, b)));
  for (let i = 0; i < 200; i++) {
    const x = Math.exp(u);
    const tails = betaTails(x, a, b);
    const tail = useLower ? tails.lower : tails.upper;
    const gap = useLower ? Math.log(tail) - target : target - Math.log(tail);
    if (gap === 0) return x;
    if (gap > 0) high = u;
    else low = u;
    const slope = Math.exp(logBetaKernel(a, b, x, 1 - x)) / (1 - x) / tail;
    let next = u - gap / slope;
    if (!(next > low && next < high)) next = (low + high) / 2;
    if (Math.abs(next - u) <= 4e-16 * Math.max(1, Math.abs(u)) || high - low < 4e-16) {
      return next <= LOWEST + 1 ? 0 : Math.exp(next);
    }
    u = next;
  }
  return Math.exp(u);
}

function startLog(lower: number, upper: number, a: number, b: number): number {
  if (a < 1 || b < 1) return (Math.log(lower) + Math.log(a) + logBeta(a, b)) / a;
  const z = lower <= upper ? normalQuantile(lower) : -normalQuantile(upper);
  const logit = Math.log(a / b) + z * Math.sqrt(1 / a + 1 / b);
  return -Math.log1p(Math.exp(-logit));
}
