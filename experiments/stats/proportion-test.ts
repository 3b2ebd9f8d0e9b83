import { type PairCounts, refusePair } from './counts.ts';
import type { Refusal } from './refusal.ts';
import { normalSf } from './special/normal.ts';

/** A standard score (positive: B above A) and its two-sided p-value. */
export type ProportionTest = { readonly ok: true; readonly z: number; readonly pValue: number };

/**
 * Fixed-horizon test of equal conversion rates by the "N − 1" chi-square, the score test that
 * belongs to the Miettinen-Nurminen interval. Valid at one look planned beforehand only.
 *
 * z = 0 and p = 1 when nobody or everybody converted: both samples are then identical.
 * Refuses `invalid-counts`, `no-visitors`.
 * Source: I. Campbell, Stat Med 26 (2007) 3661, https://doi.org/10.1002/sim.2832
 */
export function scoreTest(counts: PairCounts): ProportionTest | Refusal {
  const n = counts.nA + counts.nB;
  return proportionTest(counts, Math.sqrt((n - 1) / n));
}

/**
 * The pooled two-proportion z test (Pearson's chi-square without correction), for comparison with
 * other tools. Behaviour and refusals as `scoreTest`.
 * Source: K. Pearson 1900; R `prop.test(correct = FALSE)`.
 */
export function pooledZTest(counts: PairCounts): ProportionTest | Refusal {
  return proportionTest(counts, 1);
}

function proportionTest(counts: PairCounts, factor: number): ProportionTest | Refusal {
  const refusal = refusePair(counts, 0.5);
  if (refusal) return refusal;
  const { xA, nA, xB, nB } = counts;
  const converted = xA + xB;
  const n = nA + nB;
  if (converted === 0 || converted === n) return { ok: true, z: 0, pValue: 1 };
  const variance = (converted / n) * ((n - converted) / n) * (1 / nA + 1 / nB);
  const z = (rateDifference(counts) / Math.sqrt(variance)) * factor;
  return { ok: true, z, pValue: 2 * normalSf(Math.abs(z)) };
}

/**
 * xB/nB − xA/nA, taken on the rarer outcome so that rates close to 100 % keep their digits.
 * Counts must be valid and both arms non-empty.
 */
export function rateDifference({ xA, nA, xB, nB }: PairCounts): number {
  const rare = xA + xB <= nA - xA + (nB - xB);
  return rare ? xB / nB - xA / nA : (nA - xA) / nA - (nB - xB) / nB;
}
