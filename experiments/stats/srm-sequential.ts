import { pFromLogE } from './asymptotic-confidence-sequence.ts';
import { isCount } from './counts.ts';
import { logDirichletEValue } from './dirichlet-e-value.ts';
import { type Refusal, refuse } from './refusal.ts';
import { shares } from './weights.ts';

/** One epoch: constant weights and the visitors per arm that each look added. */
export type SrmEpoch = {
  /** `increments[look][arm]`: new visitors since the look before. */
  readonly increments: readonly (readonly number[])[];
  /** Relative weights, one per arm. */
  readonly weights: readonly number[];
};

/** Evidence against the promised split after each look; p-values never rise. */
export type SrmSequence = {
  readonly ok: true;
  readonly logEValues: readonly number[];
  readonly pValues: readonly number[];
};

/** Prior weight in visitors: the split is expected within ±1.6 points at 50/50. */
export const SRM_CONCENTRATION = 1000;

/**
 * Whether the arms get the visitors that their weights promise, watched at every look: p below
 * 0.01 (the alert level) happens in at most 1 % of healthy experiments however often one looks.
 *
 * Epochs follow each other in time; each restarts the mixture with its own weights and multiplies
 * the evidence. One entry per look, over all epochs. A visitor in an arm of weight 0 gives
 * Infinity and p = 0.
 * Refuses `invalid-counts`, `invalid-weights`, `invalid-prior` (concentration not above 0).
 * Source: M. Lindon & A. Malek, NeurIPS 2022, https://arxiv.org/abs/2011.03567
 */
export function srmSequential(
  epochs: readonly SrmEpoch[],
  concentration: number = SRM_CONCENTRATION,
): SrmSequence | Refusal {
  if (!(concentration > 0 && concentration < Infinity)) return refuse('invalid-prior');
  const logEValues: number[] = [];
  const pValues: number[] = [];
  let settled = 0;
  let smallest = 1;
  for (const { increments, weights } of epochs) {
    const centre = shares(weights, weights.length);
    if (!centre) return refuse('invalid-weights');
    const counts = weights.map(() => 0);
    let current = settled;
    for (const increment of increments) {
      if (increment.length !== weights.length || !increment.every(isCount))
        return refuse('invalid-counts');
      for (let arm = 0; arm < counts.length; arm++)
        counts[arm] = (counts[arm] ?? 0) + (increment[arm] ?? 0);
      current =
        settled + logDirichletEValue(counts, { centre, probabilities: centre, concentration });
      smallest = Math.min(smallest, pFromLogE(current));
      logEValues.push(current);
      pValues.push(smallest);
    }
    settled = current;
  }
  return { ok: true, logEValues, pValues };
}
