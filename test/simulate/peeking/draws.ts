import type { Random } from '../random.ts';
import { stirlingError } from './stirling-error.ts';

/**
 * Successes among `n` independent trials of chance `p`.
 *
 * Inversion while fewer than ten are expected, else transformed rejection.
 * Source: W. Hörmann, J. Stat. Comput. Simul. 46 (1993) 101, algorithm BTRS,
 * https://doi.org/10.1080/00949659308811496
 */
export function binomial(random: Random, n: number, p: number): number {
  if (n <= 0 || p <= 0) return 0;
  if (p >= 1) return n;
  if (p > 0.5) return n - binomial(random, n, 1 - p);
  return n * p < 10 ? byInversion(random, n, p) : byRejection(random, n, p);
}

/** `n` visitors over variants whose weights are in basis points. */
export function split(random: Random, n: number, weightsBp: readonly number[]): number[] {
  let left = n;
  let weightLeft = weightsBp.reduce((total, weight) => total + weight, 0);
  return weightsBp.map((weight) => {
    const count = weight >= weightLeft ? left : binomial(random, left, weight / weightLeft);
    left -= count;
    weightLeft -= weight;
    return count;
  });
}

/** One standard normal number. Source: G. Marsaglia & T. A. Bray, SIAM Rev. 6 (1964) 260. */
export function normal(random: Random): number {
  for (;;) {
    const x = 2 * random() - 1;
    const y = 2 * random() - 1;
    const square = x * x + y * y;
    if (square > 0 && square < 1) return x * Math.sqrt((-2 * Math.log(square)) / square);
  }
}

function byInversion(random: Random, n: number, p: number): number {
  const odds = p / (1 - p);
  let chance = Math.exp(n * Math.log1p(-p));
  let rest = random();
  let successes = 0;
  while (rest > chance && successes < n) {
    rest -= chance;
    successes += 1;
    chance *= (odds * (n - successes + 1)) / successes;
  }
  return successes;
}

function byRejection(random: Random, n: number, p: number): number {
  const odds = p / (1 - p);
  const spread = Math.sqrt(n * p * (1 - p));
  const b = 1.15 + 2.53 * spread;
  const a = -0.0873 + 0.0248 * b + 0.01 * p;
  const centre = n * p + 0.5;
  const accept = 0.92 - 4.2 / b;
  const alpha = (2.83 + 5.1 / b) * spread;
  const mode = Math.floor((n + 1) * p);
  for (;;) {
    const u = random() - 0.5;
    const v = random();
    const reach = 0.5 - Math.abs(u);
    const k = Math.floor(((2 * a) / reach + b) * u + centre);
    if (reach >= 0.07 && v <= accept) return k;
    if (k < 0 || k > n) continue;
    const height = Math.log((v * alpha) / (a / (reach * reach) + b));
    const bound =
      (mode + 0.5) * Math.log((mode + 1) / (odds * (n - mode + 1))) +
      (n + 1) * Math.log((n - mode + 1) / (n - k + 1)) +
      (k + 0.5) * Math.log((odds * (n - k + 1)) / (k + 1)) +
      stirlingError(mode + 1) +
      stirlingError(n - mode + 1) -
      stirlingError(k + 1) -
      stirlingError(n - k + 1);
    if (height <= bound) return k;
  }
}
