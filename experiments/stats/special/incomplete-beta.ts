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
 * Continued fractions with a saddle-point prefactor; for min(a, b) above 3 000 Gauss-Legendre
 * quadrature of the tail.
 * Source: A. R. DiDonato & A. H. Morris, ACM TOMS 18 (1992) 360 (Algorithm 708, BFRAC),
 * https://doi.org/10.1145/131766.131776; NIST DLMF 8.17.22, https://dlmf.nist.gov/8.17.E22.
 */
export function betaTails(x: number, a: number, b: number, y: number = 1 - x): Tails {
  if (!(a > 0 && b > 0 && x >= 0 && y >= 0)) return { lower: Number.NaN, upper: Number.NaN };
  if (x === 0) return { lower: 0, upper: 1 };
  if (y === 0) return { lower: 1, upper: 0 };
  if (Math.min(a, b) > LARGE) {
    if (x * b <= y * a) return complete(largeLower(x, y, a, b));
    return flip(complete(largeLower(y, x, b, a)));
  }
  const aboveMean = a > 1 && b > 1 ? x * b > y * a : x * (b + 1) > y * (a + 1);
  if (!aboveMean) return complete(fractionLower(x, y, a, b));
  return flip(complete(fractionLower(y, x, b, a)));
}

const complete = (lower: number): Tails => ({
  lower: Math.min(1, lower),
  upper: Math.max(0, 1 - lower),
});
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

function fractionLower(x: number, y: number, a: number, b: number): number {
  const kernel = Math.exp(logBetaKernel(a, b, x, y));
  if (a > 1 && b > 1) return kernel * positiveFraction(x, y, a, b);
  // I_x(a, b) = I_x(a, b + 1) − kernel / b, DLMF 8.17.21: avoids the plain fraction next to x = 1,
  // where its terms cancel.
  if (x > 0.5 && a > 1) return fractionLower(x, y, a, b + 1) - kernel / b;
  return (kernel * plainFraction(x, a, b)) / a;
}

/**
 * I_x(a, b) / (x^a y^b / B(a, b)) for a, b > 1 and x at most the mean: all terms positive, the
 * distance to the mean taken on the smaller side.
 */
function positiveFraction(x: number, y: number, a: number, b: number): number {
  const c = 1 + (a > b ? (a + b) * y - b : a - (a + b) * x);
  const c1 = 1 + 1 / a;
  let p = 1;
  let s = a + 1;
  let numeratorBefore = 0;
  let denominatorBefore = 1;
  let numerator = 1;
  let denominator = c / c1;
  let value = c1 / c;
  for (let n = 1; n <= 100_000; n++) {
    const t = n / a;
    const w = n * (b - n) * x;
    const alpha = p * (p + b / a) * (a / s) * (a / s) * w * x;
    const beta = n + w / s + ((1 + t) / (c1 + 2 * t)) * (c + n * (1 + y));
    p = 1 + t;
    s += 2;
    const nextNumerator = alpha * numeratorBefore + beta * numerator;
    const nextDenominator = alpha * denominatorBefore + beta * denominator;
    const next = nextNumerator / nextDenominator;
    if (Math.abs(next - value) <= 2e-16 * next) return next;
    value = next;
    numeratorBefore = numerator / nextDenominator;
    denominatorBefore = denominator / nextDenominator;
    numerator = value;
    denominator = 1;
  }
  return value;
}

const TINY = 1e-300;
const guard = (value: number): number => (Math.abs(value) < TINY ? TINY : value);

/** The continued fraction of DLMF 8.17.22 by the modified Lentz method. */
function plainFraction(x: number, a: number, b: number): number {
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
  return value;
}
