import { type Refusal, refuse } from './refusal.ts';

/** How to cap: quantile levels in [0, 1]; `lower` 0 means no lower cap. */
export type CapRule = {
  readonly lower: number;
  readonly upper: number;
  /** Take the quantiles over non-zero values only (buyers). */
  readonly ignoreZeros: boolean;
};

/** Caps in the unit of the values, and mean and variance (n − 1) after capping. */
export type Winsorized = {
  readonly ok: true;
  readonly capLow: number | null;
  readonly capHigh: number | null;
  readonly mean: number;
  /** null for a single value. */
  readonly variance: number | null;
};

/**
 * Values of all arms pooled, pulled in to quantiles, so that one huge order does not decide. Caps
 * are frozen after the planning window: a cap that moves with the data breaks the sequential
 * guarantee, caps per arm bias the effect.
 *
 * No caps when `ignoreZeros` leaves no value. Refuses `no-visitors` (no values),
 * `invalid-values` (not finite), `invalid-plan` (levels outside [0, 1] or crossed).
 * Source: quantiles of type 7, R. J. Hyndman & Y. Fan, Am. Stat. 50 (1996) 361,
 * https://doi.org/10.1080/00031305.1996.10473566
 */
export function winsorize(values: readonly number[], rule: CapRule): Winsorized | Refusal {
  const { lower, upper, ignoreZeros } = rule;
  if (!(lower >= 0 && upper <= 1 && lower <= upper)) return refuse('invalid-plan');
  if (values.length === 0) return refuse('no-visitors');
  if (!values.every(Number.isFinite)) return refuse('invalid-values');
  const sorted = values.filter((value) => !ignoreZeros || value !== 0).sort((a, b) => a - b);
  const capLow = lower === 0 ? null : quantile(sorted, lower);
  const capHigh = quantile(sorted, upper);
  const capped = values.map((value) =>
    Math.min(Math.max(value, capLow ?? value), capHigh ?? Number.POSITIVE_INFINITY),
  );
  const mean = average(capped);
  const m2 = capped.reduce((sum, value) => sum + (value - mean) ** 2, 0);
  return {
    ok: true,
    capLow,
    capHigh,
    mean,
    variance: capped.length < 2 ? null : m2 / (capped.length - 1),
  };
}

/** The mean, corrected once for the rounding of the sum. */
function average(values: readonly number[]): number {
  const first = values.reduce((sum, value) => sum + value, 0) / values.length;
  return first + values.reduce((sum, value) => sum + (value - first), 0) / values.length;
}

/** Quantile of type 7 of ascending values: linear between order statistics; null of none. */
export function quantile(sorted: readonly number[], level: number): number | null {
  if (sorted.length === 0) return null;
  const position = level * (sorted.length - 1);
  const below = Math.floor(position);
  const low = sorted[below] ?? 0;
  const high = sorted[Math.min(below + 1, sorted.length - 1)] ?? low;
  return low + (position - below) * (high - low);
}
