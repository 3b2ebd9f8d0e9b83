import { deviance } from './deviance.ts';
import type { Tails } from './incomplete-beta.ts';
import { LOG_SQRT_2PI, stirlingError } from './log-gamma.ts';
import { tailIntegral } from './tail-integral.ts';

const LARGE = 3000;

/**
 * Both tails of the Gamma(a) law at x: lower = P(a, x), upper = Q(a, x). a > 0, x ≥ 0; `NaN`
 * outside.
 *
 * Series below a + 1, continued fraction above, Gauss-Legendre quadrature of the tail for a above
 * 3 000; prefactor in saddle-point form.
 * Source: NIST DLMF 8.7.1 and 8.9.2, https://dlmf.nist.gov/8.9.
 */
export function gammaTails(a: number, x: number): Tails {
  if (!(a > 0 && x >= 0)) return { lower: Number.NaN, upper: Number.NaN };
  if (x === 0) return { lower: 0, upper: 1 };
  if (x === Number.POSITIVE_INFINITY) return { lower: 1, upper: 0 };
  // x^a e^-x / Γ(a)
  const kernel = Math.exp(0.5 * Math.log(a) - LOG_SQRT_2PI - stirlingError(a) - deviance(a, x));
  if (a > LARGE) {
    const tail = (kernel / x) * (x < a ? largeLower(a, x) : largeUpper(a, x));
    return x < a ? { lower: tail, upper: 1 - tail } : { lower: 1 - tail, upper: tail };
  }
  if (x < a + 1) {
    const lower = Math.min(1, (kernel / a) * series(a, x));
    return { lower, upper: 1 - lower };
  }
  const upper = Math.min(1, kernel * fraction(a, x));
  return { lower: 1 - upper, upper };
}

const scale = (a: number, x: number, limit: number) => ({
  slope: Math.abs((a - 1) / x - 1),
  curvature: (a - 1) / (x * x),
  limit,
});

const largeLower = (a: number, x: number): number =>
  tailIntegral((h) => (a - 1) * Math.log1p(-h / x) + h, scale(a, x, x));

const largeUpper = (a: number, x: number): number =>
  tailIntegral((h) => (a - 1) * Math.log1p(h / x) - h, scale(a, x, Number.POSITIVE_INFINITY));

function series(a: number, x: number): number {
  let term = 1;
  let sum = 1;
  for (let k = 1; k < 100_000; k++) {
    term *= x / (a + k);
    sum += term;
    if (term < 1e-17 * sum) break;
  }
  return sum;
}

function fraction(a: number, x: number): number {
  let b = x + 1 - a;
  let c = 1e300;
  let d = 1 / b;
  let value = d;
  for (let i = 1; i < 100_000; i++) {
    const an = -i * (i - a);
    b += 2;
    d = 1 / (an * d + b || 1e-300);
    c = b + an / c || 1e-300;
    value *= d * c;
    if (Math.abs(d * c - 1) < 3e-16) break;
  }
  return value;
}
