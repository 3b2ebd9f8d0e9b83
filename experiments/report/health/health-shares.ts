import type { FirstViews, ShareCheck, Stage } from '../../contract/health.ts';
import { chiSquareSf } from '../../stats/special/chi-square.ts';
import { UNEQUAL_ALPHA, UNEQUAL_POINTS } from '../decision/thresholds.ts';
import { sum } from '../strata/strata.ts';

/** First views of people that reached a stage, variant by variant. */
export function peopleAt(firstViews: readonly FirstViews[], stage: Stage, width: number): number[] {
  return Array.from({ length: width }, (_, column) =>
    sum(firstViews.map(({ people }) => people[stage]?.[column] ?? 0)),
  );
}

/**
 * Compares the share of views that something happened to between the variants: Pearson's
 * chi-square, an alarm at one look and no verdict. `differs` also asks for a difference of two
 * points, so that a large site is not alarmed by nothing. Where more happened than could have
 * (counters were lost), nothing is compared.
 */
export function shareCheck(of: readonly number[], happened: readonly number[]): ShareCheck {
  const rows = of.map((n, column) => ({ n, x: happened[column] ?? 0 }));
  const base = { of: [...of], happened: [...happened] };
  const known = rows.filter(({ n }) => n > 0);
  const n = sum(known.map((row) => row.n));
  const x = sum(known.map((row) => row.x));
  const possible = rows.every((row) => row.x <= row.n);
  if (!possible || known.length < 2) return { ...base, pValue: null, differs: false };
  if (x === 0 || x === n) return { ...base, pValue: 1, differs: false };
  const share = x / n;
  const chiSquare = sum(
    known.map((row) => (row.x - row.n * share) ** 2 / (row.n * share * (1 - share))),
  );
  const pValue = chiSquareSf(chiSquare, known.length - 1);
  const shares = known.map((row) => row.x / row.n);
  const spread = Math.max(...shares) - Math.min(...shares);
  return { ...base, pValue, differs: pValue < UNEQUAL_ALPHA && spread >= UNEQUAL_POINTS };
}

/** The share over all variants; null when nothing or more than everything happened to be counted. */
export function wholeShare({ of, happened }: Pick<ShareCheck, 'of' | 'happened'>): number | null {
  const n = sum(of);
  const x = sum(happened);
  return n === 0 || x > n ? null : x / n;
}
