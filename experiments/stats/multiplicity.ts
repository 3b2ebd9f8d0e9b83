import { isAlpha } from './counts.ts';
import { type Refusal, refuse } from './refusal.ts';

/** Corrections: family-wise error (bonferroni, holm) or false discovery rate (BH, BY). */
export type Correction = 'bonferroni' | 'holm' | 'BH' | 'BY';

/** Adjusted p-values in input order, and whether each is at most alpha. */
export type AdjustedPValues = {
  readonly ok: true;
  readonly adjusted: readonly number[];
  readonly rejected: readonly boolean[];
};

/**
 * p-values of a family of questions, made comparable with alpha. Holm for the primary metric over
 * treatments; BH for secondary metrics (exploratory). Valid at any stopping time when the
 * p-values are always-valid. An empty family gives an empty answer.
 *
 * Refuses `invalid-p-values` (outside [0, 1], NaN), `invalid-alpha`.
 * Source: S. Holm, Scand. J. Statist. 6 (1979) 65; Y. Benjamini & Y. Hochberg, J. R. Stat. Soc. B
 * 57 (1995) 289; Y. Benjamini & D. Yekutieli, Ann. Statist. 29 (2001) 1165, thm 1.3
 */
export function adjustPValues(
  pValues: readonly number[],
  method: Correction,
  alpha: number,
): AdjustedPValues | Refusal {
  if (!pValues.every((p) => p >= 0 && p <= 1)) return refuse('invalid-p-values');
  if (!isAlpha(alpha)) return refuse('invalid-alpha');
  const adjusted = adjust(pValues, method);
  return { ok: true, adjusted, rejected: adjusted.map((p) => p <= alpha) };
}

function adjust(pValues: readonly number[], method: Correction): number[] {
  const m = pValues.length;
  const ascending = pValues.map((p, index) => ({ p, index })).sort((a, b) => a.p - b.p);
  const adjusted = new Array<number>(m).fill(1);
  switch (method) {
    case 'bonferroni':
      return pValues.map((p) => Math.min(1, p * m));
    case 'holm': {
      let largest = 0;
      for (const [rank, { p, index }] of ascending.entries()) {
        largest = Math.max(largest, Math.min(1, p * (m - rank)));
        adjusted[index] = largest;
      }
      return adjusted;
    }
    case 'BH':
    case 'BY': {
      const dependence = method === 'BY' ? harmonic(m) : 1;
      let smallest = 1;
      for (const [rank, { p, index }] of [...ascending.entries()].reverse()) {
        smallest = Math.min(smallest, ((p * m) / (rank + 1)) * dependence);
        adjusted[index] = smallest;
      }
      return adjusted;
    }
  }
}

function harmonic(m: number): number {
  let sum = 0;
  for (let k = m; k >= 1; k--) sum += 1 / k;
  return sum;
}
