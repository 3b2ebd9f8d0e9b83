import { deviance } from './special/deviance.ts';
import { stirlingError } from './special/log-gamma.ts';

/**
 * ln of the e-value of `counts` against independent draws with `probabilities`, the alternative
 * being a Dirichlet(concentration · centre) mixture:
 * ln[ Γ(k) / Γ(k + N) · Π Γ(k cᵢ + xᵢ) / Γ(k cᵢ) / Π pᵢ^xᵢ ].
 *
 * `Infinity` when something happened that has probability 0. Counts whole and ≥ 0; `centre` and
 * `probabilities` sum to 1, centre > 0 where counts can occur; concentration > 0. An arm of centre
 * 0 without counts is left out.
 *
 * Evaluated as deviances plus Stirling remainders, which keeps its digits at N = 1e8 where the
 * difference of ln Γ has lost eight.
 * Source: M. Lindon & A. Malek, NeurIPS 2022, eq. 5 and 6, https://arxiv.org/abs/2011.03567
 */
export function logDirichletEValue(
  counts: readonly number[],
  model: {
    readonly centre: readonly number[];
    readonly probabilities: readonly number[];
    readonly concentration: number;
  },
): number {
  const { centre, probabilities, concentration: k } = model;
  let total = 0;
  for (const count of counts) total += count;
  if (total === 0) return 0;
  const mass = k + total;
  let sum = gammaRemainder(k) - gammaRemainder(mass);
  for (let i = 0; i < counts.length; i++) {
    const x = counts[i] ?? 0;
    const p = probabilities[i] ?? 0;
    const prior = k * (centre[i] ?? 0);
    if (x > 0 && p === 0) return Number.POSITIVE_INFINITY;
    if (prior === 0) continue;
    // Both deviances are about p: their linear terms and those of the prior cancel over the arms.
    sum += deviance(x + prior, mass * p) - deviance(prior, k * p);
    sum += gammaRemainder(x + prior) - gammaRemainder(prior);
  }
  return sum;
}

/** ln Γ(y) − (y ln y − y + ln √(2π)). */
const gammaRemainder = (y: number): number => stirlingError(y) - 0.5 * Math.log(y);
