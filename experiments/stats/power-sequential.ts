import { sequentialMultiplier } from './asymptotic-confidence-sequence.ts';
import { everCrossing } from './boundary-crossing.ts';
import { isAlpha, isAmount } from './counts.ts';
import { type Refusal, refuse } from './refusal.ts';
import { findRoot } from './special/find-root.ts';
import { normalCdf } from './special/normal.ts';
import { normalQuantile } from './special/normal-quantile.ts';

/** An always-valid test that is yet to run. */
export type SequentialDesign = {
  /** True effect, in any unit. */
  readonly effect: number;
  /** Standard error of the estimate times √n, n being the units of both arms together. */
  readonly sdPerUnit: number;
  readonly alpha: number;
  /** Where the sequence is tightest; null ties it to the sample size in question. */
  readonly nStar: number | null;
};

/** Visitors of both arms together; `inflationVsFixed` against one planned look. */
export type SequentialSize = {
  readonly ok: true;
  readonly nTotal: number;
  readonly inflationVsFixed: number;
};

/**
 * Visitors of both arms after which the always-valid interval excludes 0 with the given power. The
 * chance to have crossed at any look before is higher (`everCrossingPower`).
 *
 * Refuses `invalid-alpha`, `invalid-plan`, `zero-variance`, `no-effect`.
 * Source: Armitage, McPherson & Rowe 1969 for the crossing; definition as GrowthBook, "Sequential
 * testing" in https://docs.growthbook.io/statistics/power-technical
 */
export function sequentialSampleSize(
  design: SequentialDesign,
  power: number,
): SequentialSize | Refusal {
  const refusal = refuseDesign(design);
  if (refusal) return refusal;
  if (!(power > 0 && power < 1)) return refuse('invalid-plan');
  const unit = (design.sdPerUnit / design.effect) ** 2;
  const fixed = unit * (normalQuantile(power) - normalQuantile(design.alpha / 2)) ** 2;
  const missing = (logN: number): number => powerAt(design, Math.exp(logN)) - power;
  const start = Math.log(unit);
  const low = start - 40;
  if (missing(low) >= 0) return refuse('invalid-plan');
  let high = start;
  while (missing(high) < 0) high += 2;
  const nTotal = Math.exp(findRoot(missing, low, high));
  return { ok: true, nTotal, inflationVsFixed: nTotal / fixed };
}

/**
 * Chance that the always-valid interval excludes 0 at n visitors of both arms. Refusals as
 * `sequentialSampleSize`.
 */
export function sequentialPower(
  design: SequentialDesign,
  n: number,
): { readonly ok: true; readonly power: number } | Refusal {
  const refusal = refuseDesign(design);
  if (refusal) return refusal;
  if (!(n > 0 && n < Infinity)) return refuse('invalid-plan');
  return { ok: true, power: powerAt(design, n) };
}

/**
 * Chance that any of `looks` equally spaced looks up to n visitors of both arms excludes 0.
 * Refusals as `sequentialSampleSize`.
 */
export function everCrossingPower(
  design: SequentialDesign,
  plan: { readonly n: number; readonly looks: number },
): { readonly ok: true; readonly power: number } | Refusal {
  const refusal = refuseDesign(design);
  if (refusal) return refusal;
  const { n, looks } = plan;
  if (!(n > 0 && n < Infinity) || !Number.isInteger(looks) || looks < 1 || looks > 2000) {
    return refuse('invalid-plan');
  }
  const schedule = Array.from({ length: looks }, (_, i) => {
    const information = (n * (i + 1)) / looks;
    return {
      information,
      bound: sequentialMultiplier(information, design.alpha, design.nStar ?? n),
    };
  });
  return { ok: true, power: everCrossing(schedule, design.effect / design.sdPerUnit) };
}

function powerAt({ effect, sdPerUnit, alpha, nStar }: SequentialDesign, n: number): number {
  const bound = sequentialMultiplier(n, alpha, nStar ?? n);
  const distance = (Math.abs(effect) / sdPerUnit) * Math.sqrt(n);
  return normalCdf(distance - bound) + normalCdf(-distance - bound);
}

function refuseDesign({ effect, sdPerUnit, alpha, nStar }: SequentialDesign): Refusal | null {
  if (!isAlpha(alpha)) return refuse('invalid-alpha');
  if (!Number.isFinite(effect) || !isAmount(sdPerUnit)) return refuse('invalid-plan');
  if (nStar !== null && !(nStar > 0 && nStar < Infinity)) return refuse('invalid-plan');
  if (sdPerUnit === 0) return refuse('zero-variance');
  return effect === 0 ? refuse('no-effect') : null;
}
