import { isAlpha, isAmount } from './counts.ts';
import { type Refusal, refuse } from './refusal.ts';
import { findRoot } from './special/find-root.ts';
import { normalCdf } from './special/normal.ts';
import { normalQuantile } from './special/normal-quantile.ts';

/** A fixed-horizon test of a conversion rate that is yet to run. */
export type ProportionDesign = {
  /** Control rate, in (0, 1). */
  readonly baseline: number;
  /** Significance level; alpha / (K − 1) for K arms against one control. */
  readonly alpha: number;
  readonly sides: 1 | 2;
};

/** Visitors of each arm; `nAExact` before rounding up. */
export type SampleSize = {
  readonly ok: true;
  readonly nA: number;
  readonly nB: number;
  readonly nAExact: number;
};

/**
 * Visitors needed to detect a relative change of a conversion rate at one planned look.
 *
 * `relativeMde` as a fraction (0.1 = +10 %, negative allowed), `ratio` = nB / nA.
 * Baseline 5 %, +10 %, 80 % power, alpha 0.05: 31 234 per arm.
 * Refuses `invalid-alpha`, `invalid-plan` (rates outside (0, 1], power outside (0, 1), ratio not
 * above 0, power not above what chance alone gives), `no-effect`.
 * Source: J. L. Fleiss, Statistical Methods for Rates and Proportions, 2nd ed. 1981, eq. 3.14 and
 * 3.19; R `power.prop.test`
 */
export function sampleSizeForProportions(
  design: ProportionDesign,
  target: { readonly relativeMde: number; readonly power: number; readonly ratio: number },
): SampleSize | Refusal {
  const { relativeMde, power, ratio } = target;
  const refusal = refuseDesign(design, relativeMde) ?? refuseTarget(power, ratio);
  if (refusal) return refusal;
  const { null: nullSd, alternative, gap } = deviations(design.baseline, relativeMde, ratio);
  const reach = critical(design) * nullSd + normalQuantile(power) * alternative;
  if (!(reach > 0)) return refuse('invalid-plan');
  const nAExact = (reach / gap) ** 2;
  return { ok: true, nA: Math.ceil(nAExact), nB: Math.ceil(nAExact * ratio), nAExact };
}

/**
 * Chance that one planned look finds the change, crossing on its own side only.
 *
 * Planned visitors may be fractions, as a share of traffic is.
 * Refuses as `sampleSizeForProportions`, `invalid-counts`, `no-visitors`.
 */
export function powerForProportions(
  design: ProportionDesign,
  plan: { readonly relativeMde: number; readonly nA: number; readonly nB: number },
): { readonly ok: true; readonly power: number } | Refusal {
  const refusal = refuseDesign(design, plan.relativeMde) ?? refuseVisitors(plan);
  if (refusal) return refusal;
  return { ok: true, power: powerAt(design, plan.relativeMde, plan) };
}

/**
 * Smallest positive relative lift that one planned look finds with the given power.
 *
 * Refuses as `powerForProportions`, and `unreachable` when not even 100 % conversion in B is found
 * often enough.
 */
export function detectableLift(
  design: ProportionDesign,
  plan: { readonly power: number; readonly nA: number; readonly nB: number },
): { readonly ok: true; readonly relativeMde: number } | Refusal {
  const refusal = refuseDesign(design, null) ?? refuseTarget(plan.power, 1) ?? refuseVisitors(plan);
  if (refusal) return refusal;
  const largest = (1 - design.baseline) / design.baseline;
  // In ln(lift): small lifts need relative, not absolute, precision.
  const missing = (logLift: number): number =>
    powerAt(design, Math.min(largest, Math.exp(logLift)), plan) - plan.power;
  const high = Math.log(largest);
  const low = high - 60;
  if (missing(high) < 0) return refuse('unreachable');
  if (missing(low) >= 0) return refuse('invalid-plan');
  return { ok: true, relativeMde: Math.exp(findRoot(missing, low, high)) };
}

function powerAt(
  design: ProportionDesign,
  relativeMde: number,
  { nA, nB }: { readonly nA: number; readonly nB: number },
): number {
  const { null: nullSd, alternative, gap } = deviations(design.baseline, relativeMde, nB / nA);
  const distance = gap * Math.sqrt(nA) - critical(design) * nullSd;
  if (alternative === 0) return distance > 0 ? 1 : 0;
  return normalCdf(distance / alternative);
}

/** √nA times the standard deviations of the difference under both hypotheses. */
function deviations(baseline: number, relativeMde: number, ratio: number) {
  const treated = Math.min(1, Math.max(0, baseline * (1 + relativeMde)));
  const pooled = (baseline + ratio * treated) / (1 + ratio);
  return {
    null: Math.sqrt((1 + 1 / ratio) * pooled * (1 - pooled)),
    alternative: Math.sqrt(baseline * (1 - baseline) + (treated * (1 - treated)) / ratio),
    gap: Math.abs(baseline * relativeMde),
  };
}

const critical = ({ alpha, sides }: ProportionDesign): number => -normalQuantile(alpha / sides);

function refuseDesign(design: ProportionDesign, relativeMde: number | null): Refusal | null {
  const { baseline, alpha, sides } = design;
  if (!isAlpha(alpha)) return refuse('invalid-alpha');
  if (!(baseline > 0 && baseline < 1) || (sides !== 1 && sides !== 2))
    return refuse('invalid-plan');
  if (relativeMde === null) return null;
  if (relativeMde === 0) return refuse('no-effect');
  const treated = baseline * (1 + relativeMde);
  return treated >= 0 && treated <= 1 + 1e-12 ? null : refuse('invalid-plan');
}

const refuseTarget = (power: number, ratio: number): Refusal | null =>
  power > 0 && power < 1 && ratio > 0 && ratio < Infinity ? null : refuse('invalid-plan');

function refuseVisitors({ nA, nB }: { readonly nA: number; readonly nB: number }): Refusal | null {
  if (!isAmount(nA) || !isAmount(nB)) return refuse('invalid-counts');
  return nA === 0 || nB === 0 ? refuse('no-visitors') : null;
}
