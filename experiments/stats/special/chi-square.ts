import { gammaTails } from './incomplete-gamma.ts';

/**
 * P(X > x) of the chi-square law with `df` > 0 degrees of freedom, x ≥ 0, precise far in the tail.
 * Source: NIST DLMF 8.2, https://dlmf.nist.gov/8.2; Abramowitz & Stegun 26.4.19.
 */
export const chiSquareSf = (x: number, df: number): number => gammaTails(df / 2, x / 2).upper;
