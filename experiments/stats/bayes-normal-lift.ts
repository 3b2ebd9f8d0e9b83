import { isAmount } from './counts.ts';
import { type Refusal, refuse } from './refusal.ts';
import { normalCdf, normalLoss } from './special/normal.ts';
import { normalQuantile } from './special/normal-quantile.ts';

/** What is believed of an effect D after an approximately normal estimate of it. */
export type NormalPosterior = {
  readonly ok: true;
  readonly mean: number;
  readonly sd: number;
  readonly lower: number;
  readonly upper: number;
  readonly probPositive: number;
  /** E[(−D)+], in the unit of the estimate. */
  readonly expectedLossIfShipped: number;
  /** E[D+]. */
  readonly expectedLossIfKept: number;
};

/**
 * Posterior of an effect (a difference or lift of means) from its estimate and standard error
 * under a normal prior, or none (`null`: flat).
 *
 * Refuses `invalid-estimate`, `zero-variance` (se 0 is no certainty but a missing variance),
 * `invalid-prior` (sd not above 0), `invalid-alpha` (level outside (0, 1)).
 * Source: A. Gelman et al., Bayesian Data Analysis, 3rd ed. 2013, eq. 2.10; loss: unit normal loss.
 */
export function bayesNormalLift(input: {
  readonly estimate: number;
  readonly se: number;
  readonly prior: { readonly mean: number; readonly sd: number } | null;
  readonly level: number;
}): NormalPosterior | Refusal {
  const { estimate, se, prior, level } = input;
  if (!Number.isFinite(estimate) || !isAmount(se)) return refuse('invalid-estimate');
  if (se === 0) return refuse('zero-variance');
  if (prior && !(Number.isFinite(prior.mean) && prior.sd > 0 && prior.sd < Infinity)) {
    return refuse('invalid-prior');
  }
  if (!(level > 0 && level < 1)) return refuse('invalid-alpha');
  const { mean, sd } = update(estimate, se, prior);
  const half = -normalQuantile((1 - level) / 2) * sd;
  return {
    ok: true,
    mean,
    sd,
    lower: mean - half,
    upper: mean + half,
    probPositive: normalCdf(mean / sd),
    expectedLossIfShipped: sd * normalLoss(mean / sd),
    expectedLossIfKept: sd * normalLoss(-mean / sd),
  };
}

function update(
  estimate: number,
  se: number,
  prior: { readonly mean: number; readonly sd: number } | null,
) {
  if (!prior) return { mean: estimate, sd: se };
  // Weight of the data, formed from the ratio so that it cannot overflow.
  const ratio = se / prior.sd;
  const weight = 1 / (1 + ratio * ratio);
  return { mean: prior.mean + weight * (estimate - prior.mean), sd: se * Math.sqrt(weight) };
}
