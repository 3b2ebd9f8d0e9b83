import { isAmount } from './counts.ts';

/**
 * Weights as shares of 1, or `null` when they cannot be weights: one per entry of `length`, none
 * negative or not finite, a sum above 0.
 */
export function shares(weights: readonly number[], length: number): readonly number[] | null {
  if (weights.length !== length || length === 0) return null;
  let sum = 0;
  for (const weight of weights) {
    if (!isAmount(weight)) return null;
    sum += weight;
  }
  if (!(sum > 0 && sum < Infinity)) return null;
  return weights.map((weight) => weight / sum);
}
