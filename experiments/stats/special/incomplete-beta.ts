import { logBetaKernel } from './log-beta.ts';
import { tailIntegral } from './tail-integral.ts';

/** Both tails of a distribution function; each with its own relative precision. */
export type Tails = { readonly lower: number; readonly upper: number };

const LARGE = 3000;

/**
 * Both tails of the Beta(a, b) law at x: lower = I_x(a, b), upper = 1 − I_x(a, b), without forming
 * 1 − p for the small one. a, b > 0; x in [0, 1]; `y` is 1 − x, passed when known more exactly.
 * `NaN` outside the domain.
 *
 * Continued fraction (modified Lentz) with a saddle-point prefactor; for min(a, b) above 3 000
 * Gauss-Legendre quadrature of the tail.
 * Source: NIST DLMF 8.17.22, https://dlmf.nist.gov/8.17.E22.
 */
export function betaTails(x: number, a: number, b: number, y: number = 1 - x): Tails {
  if (!(a > 0 && b > 0 && x >= 0 && y >= 0)) return { lower: Number.NaN, upper: Number.NaN };
  if (x === 0) return { lower: 0, upper: 1 };
  if (y === 0) return { lower: 1, upper: 0 };
  if (Math.min(a, b) > LARGE) {
    if (x * b <= y * a) return complete(largeLower(x, y, a, b));
    return flip(complete(largeLower(y, x, b, a)));
  }
  if (x * (b + 1) <= y * (a + 1)) return complete(fractionLower(x, y, a, b));
  return flip(complete(fractionLower(y, x, b, a)));
}

const complete = (lower: number): Tails => ({ lower: Math.min(1, lower), upper: Math.max(0, 1 - lower) });
const flip = ({ lower, upper }: Tails): Tails => ({ lower: upper, upper: lower });

function largeLower(x: number, y: number, a: number, b: number): number {
  const ratio = (h: number): number => (a - 1) * Math.log1p(-h / x) + (b - 1) * Math.log1p(h / y);
  const tail = tailIntegral(ratio, {
    slope: Math.abs((a - 1) / x - (b - 1) / y),
    curvature: (a - 1) / (x * x) + (b - 1) / (y * y),
    limit: x,
  });
  return (Math.exp(logBetaKernel(a, b, x, y)) / (x * y)) * tail;
}

const TINY = 1e-300;

function fractionLower(x: number, y: number, a: number, b: number): number {
  const sum = a + b;
  let c = 1;
  let d = 1 / guard(1 - (sum * x) / (a + 1));
  let value = d;
  for (let m = 1; m <= 100_000; m++) {
    const even = (m * (b - m) * x) / ((a + 2 * m - 1) * (a + 2 * m));
    d = 1 / guard(1 + even * d);
    c = guard(1 + even / c);
    value *= d * c;
    const odd = (-(a + m) * (sum + m) * x) / ((a + 2 * m) * (a + 2 * m + 1));
    d = 1 / guard(1 + odd * d);
    c = guard(1 + odd / c);
    const change = d * c;
    value *= change;
    if (Math.abs(change - 1) < 3e-16) break;
  }
  return (Math.exp(logBetaKernel(a, b, x, y)) * value) / a;
}

const guard = (value: number): number => (Math.abs(value) < TINY ? TINY : value);
