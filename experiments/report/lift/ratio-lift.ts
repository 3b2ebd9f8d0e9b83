import type { Lift } from '../../contract/interval.ts';
import type { Refusal } from '../../contract/refusal.ts';
import { informationConfidenceSequence } from '../../stats/information-confidence-sequence.ts';
import { FEW_CONVERSIONS } from '../decision/thresholds.ts';
import { type Arm, type PairStratum, pooled, sum } from '../strata/strata.ts';
import { stratumWeights } from '../strata/stratum-weights.ts';
import { type PlannedLift, plannedShare, tuningFactor } from './lift-plan.ts';

/**
 * The always-valid lift of a share of leads (qualified leads per lead) of one treatment over
 * control: the ratio of two rates per visitor, because the visitor is what was assigned, compared on
 * the log scale on the clock of information; strata are averaged with `stratumWeights` first.
 *
 * Whoever is qualified is a lead, so the covariance of the two rates p and q per visitor is
 * p (1 − q), and within one stratum the variance of ln(p / q) is 1/qualified − 1/leads.
 *
 * `strata`: both arms with visitors. Refusals: `no-conversions` without leads or qualified ones,
 * `too-few-conversions` below five qualified or five not qualified on a side, `invalid-counts` when
 * more are qualified than are leads, `unknown-weights`, and those of the sequence.
 * Source: combined ratio estimator, W. G. Cochran, Sampling Techniques (1977), section 6.11; per
 * visitor A. Deng, U. Knoblich & J. Lu, KDD 2018, eq. 3, https://arxiv.org/abs/1803.06336
 */
export function ratioLift(strata: readonly PairStratum[], plan: PlannedLift): Lift | Refusal {
  const arms = [strata.map(({ control }) => control), strata.map(({ treatment }) => treatment)];
  const totals = arms.map(pooled).map(({ converted, leads = 0, visitors }) => ({
    qualified: converted,
    leads,
    visitors,
  }));
  if (totals.some(({ qualified, leads }) => qualified > leads)) return refuse('invalid-counts');
  if (sum(totals.map(({ qualified }) => qualified)) === 0) return refuse('no-conversions');
  const fewest = Math.min(
    ...totals.flatMap(({ qualified, leads }) => [qualified, leads - qualified]),
  );
  if (fewest < FEW_CONVERSIONS) return refuse('too-few-conversions');
  const share = plannedShare(strata, plan);
  if (share === null) return refuse('unknown-weights');
  const weights = stratumWeights(strata).map(({ whole }) => whole);
  const [control, treatment] = arms.map((arm) => shareOfLeads(arm, weights));
  if (!control || !treatment) return refuse('no-visitors');
  const estimate = Math.log(treatment.ratio / control.ratio);
  const all = {
    qualified: sum(totals.map(({ qualified }) => qualified)),
    leads: sum(totals.map(({ leads }) => leads)),
    visitors: sum(totals.map(({ visitors }) => visitors)),
  };
  // One visitor's part in the variance of a log ratio, as 1/qualified − 1/leads times visitors.
  const perVisitor = all.visitors * (1 / all.qualified - 1 / all.leads);
  const sequence = informationConfidenceSequence({
    estimate,
    se: Math.hypot(control.se / control.ratio, treatment.se / treatment.ratio),
    plannedSe: Math.sqrt(
      (perVisitor / plan.nStar) * (1 / share + 1 / (1 - share)) * tuningFactor(plan),
    ),
    alpha: plan.alpha,
  });
  if (!sequence.ok) return sequence;
  return {
    ok: true,
    estimate: Math.expm1(estimate),
    lower: Math.expm1(sequence.lower),
    upper: Math.expm1(sequence.upper),
    level: 1 - plan.alpha,
    method: 'ratio-confidence-sequence',
    pValue: sequence.pValue,
    tuning: {
      kind: 'stratified-confidence-sequence',
      nStar: plan.nStar,
      minConversions: FEW_CONVERSIONS,
      epochs: [...new Set(strata.map(({ epoch }) => epoch))],
      plannedControlShare: share,
    },
    family: null,
  };
}

/** Qualified per lead of one arm as if every stratum had sent it the same mix of visitors. */
function shareOfLeads(
  arms: readonly Arm[],
  weights: readonly number[],
): { readonly ratio: number; readonly se: number } {
  const rates = arms.map(({ visitors, converted, leads = 0 }, index) => ({
    weight: weights[index] ?? 0,
    n: visitors,
    p: converted / visitors,
    q: leads / visitors,
  }));
  const leads = sum(rates.map(({ weight, q }) => weight * q));
  const ratio = sum(rates.map(({ weight, p }) => weight * p)) / leads;
  const variance = sum(
    rates.map(({ weight, n, p, q }) => {
      const residual = p * (1 - p) + ratio ** 2 * q * (1 - q) - 2 * ratio * p * (1 - q);
      return (weight ** 2 * Math.max(0, residual)) / n;
    }),
  );
  return { ratio, se: Math.sqrt(variance) / leads };
}

function refuse(reason: Refusal['reason']): Refusal {
  return { ok: false, reason };
}
