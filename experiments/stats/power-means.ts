import { isAlpha, isAmount } from './counts.ts';
import type { SampleSize } from './power-two-proportions.ts';
import { type Refusal, refuse } from './refusal.ts';
import { normalQuantile } from './special/normal-quantile.ts';

/**
 * Visitors needed to detect a relative change of a mean (revenue per visitor) at one planned look,
 * two-sided, equal standard deviations, normal approximation.
 *
 * `mean` and `sd` per visitor of the control, `relativeMde` a fraction, `ratio` = nB / nA.
 * Refuses `invalid-alpha`, `invalid-plan`, `zero-variance`, `no-effect`.
 * Source: J. Cohen, Statistical Power Analysis, 2nd ed. 1988, eq. 12.2.1; R `pwr.norm.test`
 */
export function sampleSizeForMeans(design: {
  readonly mean: number;
  readonly sd: number;
  readonly relativeMde: number;
  readonly ratio: number;
  readonly alpha: number;
  readonly power: number;
}): SampleSize | Refusal {
  const { mean, sd, relativeMde, ratio, alpha, power } = design;
  if (!isAlpha(alpha)) return refuse('invalid-alpha');
  const effect = Math.abs(mean * relativeMde);
  const possible = Number.isFinite(effect) && isAmount(sd);
  if (!(possible && power > 0 && power < 1 && ratio > 0 && ratio < Infinity))
    return refuse('invalid-plan');
  if (sd === 0) return refuse('zero-variance');
  if (effect === 0) return refuse('no-effect');
  const reach = normalQuantile(power) - normalQuantile(alpha / 2);
  if (!(reach > 0)) return refuse('invalid-plan');
  const nAExact = (1 + 1 / ratio) * ((sd / effect) * reach) ** 2;
  return { ok: true, nA: Math.ceil(nAExact), nB: Math.ceil(nAExact * ratio), nAExact };
}
