import { type Refusal, refuse } from './refusal.ts';

/** A mean and the variance of that mean (not of the values). */
export type EstimatedMean = { readonly mean: number; readonly variance: number };

/** Limits of a ratio of means, B / A. */
export type RatioLimits = { readonly ok: true; readonly lower: number; readonly upper: number };

/**
 * All ratios θ with |mB − θ mA| ≤ c √(vB + θ² vA): the interval of a ratio of independent means at
 * `multiplier` standard errors. With the multiplier of a confidence sequence it is always-valid.
 *
 * Refuses `zero-variance` when both variances are 0 and `unbounded-lift` when the control's mean
 * lies within `multiplier` standard errors of 0: the ratios are then no interval.
 * Source: E. C. Fieller, J. R. Stat. Soc. B 16 (1954) 175, https://www.jstor.org/stable/2984043
 */
export function fiellerRatio(
  a: EstimatedMean,
  b: EstimatedMean,
  multiplier: number,
): RatioLimits | Refusal {
  if (a.variance === 0 && b.variance === 0) return refuse('zero-variance');
  const scale = multiplier / a.mean;
  const g = scale * scale * a.variance;
  if (a.mean === 0 || !(g < 1)) return refuse('unbounded-lift');
  const ratio = b.mean / a.mean;
  const half = Math.abs(scale) * Math.sqrt((1 - g) * b.variance + ratio * ratio * a.variance);
  return { ok: true, lower: (ratio - half) / (1 - g), upper: (ratio + half) / (1 - g) };
}
