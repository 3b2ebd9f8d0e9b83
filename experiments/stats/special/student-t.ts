import { betaQuantile } from './beta-quantile.ts';
import { betaTails } from './incomplete-beta.ts';
import { normalCdf } from './normal.ts';
import { normalQuantile } from './normal-quantile.ts';

/**
 * P(T ≤ t) of Student's law with `df` > 0 degrees of freedom (fractions allowed, `Infinity` is the
 * normal law), with full relative precision in the lower tail.
 *
 * Source: NIST DLMF 8.17 with x = df / (df + t²), https://dlmf.nist.gov/8.17; Abramowitz & Stegun
 * 26.7.1.
 */
export function studentCdf(t: number, df: number): number {
  if (!(df > 0) || Number.isNaN(t)) return Number.NaN;
  if (df === Number.POSITIVE_INFINITY) return normalCdf(t);
  const { lower, upper } = betaTails(1 / (1 + (t / df) * t), df / 2, 0.5, 1 / (1 + df / t / t));
  return t <= 0 ? lower / 2 : 0.5 + upper / 2;
}

/**
 * The t with P(T ≤ t) = p of Student's law; −∞ at 0, ∞ at 1. For far upper tails pass the tail
 * and negate. Source: as `studentCdf`, inverted through the Beta quantile.
 */
export function studentQuantile(p: number, df: number): number {
  if (!(df > 0 && p >= 0 && p <= 1)) return Number.NaN;
  if (df === Number.POSITIVE_INFINITY) return normalQuantile(p);
  if (p === 0.5) return 0;
  const tail = p < 0.5 ? p : 1 - p;
  const { x, y } = betaQuantile(2 * tail, df / 2, 0.5, 1 - 2 * tail);
  const size = Math.sqrt(df * (y / x));
  return p < 0.5 ? -size : size;
}
