import { type PairCounts, refusePair } from './counts.ts';
import type { Refusal } from './refusal.ts';
import { logBetaKernel } from './special/log-beta.ts';

/**
 * Fisher's exact two-sided p-value of equal conversion rates: the probability, with all margins
 * fixed, of tables at most as likely as the observed one. For small samples and comparison.
 *
 * Refuses `invalid-counts`, `no-visitors`.
 * Source: R. A. Fisher, J. R. Stat. Soc. 98 (1935) 39; two-sided rule and its tie tolerance as
 * R `fisher.test`, https://stat.ethz.ch/R-manual/R-devel/library/stats/html/fisher.test.html
 */
export function fisherExactTest(
  counts: PairCounts,
): { readonly ok: true; readonly pValue: number } | Refusal {
  const refusal = refusePair(counts, 0.5);
  if (refusal) return refusal;
  const { xA, nA, xB, nB } = counts;
  const table = { marked: nA, unmarked: nB, drawn: xA + xB };
  const low = Math.max(0, table.drawn - nB);
  const high = Math.min(nA, table.drawn);
  const limit = logProbability(table, xA) + TIE;
  const mode = Math.min(
    high,
    Math.max(low, Math.floor(((table.drawn + 1) * (nA + 1)) / (nA + nB + 2))),
  );
  if (logProbability(table, mode) <= limit) return { ok: true, pValue: 1 };
  const below = lastWhere(low, mode, (x) => logProbability(table, x) <= limit);
  const above = lastWhere(high, mode, (x) => logProbability(table, x) <= limit);
  const tails = tailSum(table, below, low) + tailSum(table, above, high);
  return { ok: true, pValue: Math.min(1, tails) };
}

/** Tables within 1e-7 of the observed probability count as equally likely, as in R. */
const TIE = Math.log1p(1e-7);

type Table = { readonly marked: number; readonly unmarked: number; readonly drawn: number };

/** ln P(X = x), hypergeometric, as three binomials in saddle-point form (Loader 2000, sec. 5). */
function logProbability({ marked, unmarked, drawn }: Table, x: number): number {
  const total = marked + unmarked;
  const p = drawn / total;
  if (p === 0 || p === 1) return 0;
  return (
    logBinomial(x, marked, p) + logBinomial(drawn - x, unmarked, p) - logBinomial(drawn, total, p)
  );
}

/** C(n, x) p^x q^(n − x) = [p^(x + 1) q^(n − x + 1) / B(x + 1, n − x + 1)] / (p q (n + 1)). */
const logBinomial = (x: number, n: number, p: number): number =>
  logBetaKernel(x + 1, n - x + 1, p, 1 - p) - Math.log(p * (1 - p) * (n + 1));

/** The whole number farthest from `end` towards `mode` where `holds`, null when not even at `end`. */
function lastWhere(end: number, mode: number, holds: (x: number) => boolean): number | null {
  if (!holds(end)) return null;
  let inside = end;
  let outside = mode;
  while (Math.abs(outside - inside) > 1) {
    const middle = Math.trunc((inside + outside) / 2);
    if (holds(middle)) inside = middle;
    else outside = middle;
  }
  return inside;
}

/** Sum of probabilities from `start` outwards to `end`. */
function tailSum(table: Table, start: number | null, end: number): number {
  if (start === null) return 0;
  const { marked, unmarked, drawn } = table;
  const step = end < start ? -1 : 1;
  let ratio = 1;
  let sum = 1;
  for (let x = start; x !== end; x += step) {
    ratio *=
      step < 0
        ? (x / (marked - x + 1)) * ((unmarked - drawn + x) / (drawn - x + 1))
        : ((marked - x) / (x + 1)) * ((drawn - x) / (unmarked - drawn + x + 1));
    sum += ratio;
    if (ratio < 1e-18 * sum) break;
  }
  return Math.exp(logProbability(table, start)) * sum;
}
