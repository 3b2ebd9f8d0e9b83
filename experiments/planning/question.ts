/** What must be known before the number of visitors of an experiment can be. */
export type PlanQuestion = {
  /** Conversion rate of the control, in (0, 1). */
  readonly baseline: number;
  /**
   * Smallest relative change worth finding: 0.15 is +15 %; negative where fewer conversions are the
   * aim. At least one basis point.
   */
  readonly mde: number;
  /** Relative weights of the variants, control first. A treatment of weight 0 gets nobody. */
  readonly weights: readonly number[];
  /** Visitors of the pages per day. */
  readonly visitorsPerDay: number;
  /** Share of them who take part: allocation × audience, in (0, 1]. */
  readonly share: number;
  /** Chance of a false finding among all treatments together, in (0, 0.5). */
  readonly alpha: number;
  /** Chance to find a change of the size of `mde`, in (0.5, 1). */
  readonly power: number;
};

/** Why there is no plan. Closed: each door has one sentence per reason. */
export type PlanRefusalReason =
  | 'invalid-baseline'
  | 'no-effect'
  | 'rate-above-one'
  | 'rate-not-above-zero'
  | 'invalid-weights'
  | 'no-traffic'
  | 'invalid-share'
  | 'invalid-alpha'
  | 'invalid-power'
  | 'too-many-visitors';

export type PlanRefusal = { readonly ok: false; readonly reason: PlanRefusalReason };

/** A refusal of the given reason: `refusePlan('no-traffic')`. */
export const refusePlan = (reason: PlanRefusalReason): PlanRefusal => ({ ok: false, reason });

const ONE_BASIS_POINT = 1e-4;

/** The first thing that is wrong with the question, or null. `too-many-visitors` comes later. */
export function refuseQuestion(question: PlanQuestion): PlanRefusal | null {
  const { baseline, mde, weights, visitorsPerDay, share, alpha, power } = question;
  const treated = baseline * (1 + mde);
  if (!(baseline > 0 && baseline < 1)) return refusePlan('invalid-baseline');
  // Half a basis point of slack: 0.01 % written as a fraction is not exactly 1e-4.
  if (!(Math.abs(mde) >= ONE_BASIS_POINT / 2)) return refusePlan('no-effect');
  if (treated > 1 + 1e-12) return refusePlan('rate-above-one');
  if (!(treated > 0)) return refusePlan('rate-not-above-zero');
  if (!areWeights(weights)) return refusePlan('invalid-weights');
  if (!(visitorsPerDay > 0 && visitorsPerDay < Infinity)) return refusePlan('no-traffic');
  if (!(share > 0 && share <= 1)) return refusePlan('invalid-share');
  if (!(alpha > 0 && alpha < 0.5)) return refusePlan('invalid-alpha');
  if (!(power > 0.5 && power < 1)) return refusePlan('invalid-power');
  return null;
}

/** Control and at least one treatment have visitors. */
function areWeights([control = 0, ...treatments]: readonly number[]): boolean {
  const all = [control, ...treatments];
  const possible = all.every((weight) => weight >= 0 && weight < Infinity);
  return possible && control > 0 && treatments.some((weight) => weight > 0);
}
