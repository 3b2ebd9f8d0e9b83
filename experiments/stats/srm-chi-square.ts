import { isCount } from './counts.ts';
import { type Refusal, refuse } from './refusal.ts';
import { chiSquareSf } from './special/chi-square.ts';
import { shares } from './weights.ts';

/** Pearson's statistic with its degrees of freedom and p-value. */
export type ChiSquare = {
  readonly ok: true;
  readonly chi2: number;
  readonly df: number;
  readonly pValue: number;
};

/**
 * Whether the arms got the visitors that their weights promise, at one look. For repeated looks
 * use `srmSequential`; this is the detail beside it.
 *
 * `observed` and `weights` have one entry per arm, in catalog order; weights are relative. A
 * visitor in an arm of weight 0 gives chi2 = Infinity and p = 0; no visitors at all, or a single
 * arm of positive weight, contradict nothing: p = 1.
 * Refuses `invalid-counts`, `invalid-weights`.
 * Source: A. Fabijan et al., KDD 2019, sec. 3, https://doi.org/10.1145/3292500.3330722
 */
export function srmChiSquare(
  observed: readonly number[],
  weights: readonly number[],
): ChiSquare | Refusal {
  if (!observed.every(isCount)) return refuse('invalid-counts');
  const expectedShares = shares(weights, observed.length);
  if (!expectedShares) return refuse('invalid-weights');
  const total = observed.reduce((sum, count) => sum + count, 0);
  const df = expectedShares.filter((share) => share > 0).length - 1;
  let chi2 = 0;
  for (let i = 0; i < observed.length; i++) {
    const expected = total * (expectedShares[i] ?? 0);
    const count = observed[i] ?? 0;
    if (expected > 0) chi2 += ((count - expected) / expected) * (count - expected);
    else if (count > 0) chi2 = Number.POSITIVE_INFINITY;
  }
  return { ok: true, chi2, df, pValue: pValue(chi2, df) };
}

function pValue(chi2: number, df: number): number {
  if (chi2 === Number.POSITIVE_INFINITY) return 0;
  return df === 0 ? 1 : chiSquareSf(chi2, df);
}
