import type { Look } from '../../contract/look.ts';
import type { Belief, Panel } from '../../contract/panel.ts';
import type { Refusal } from '../../contract/refusal.ts';
import { bayesNormalLift } from '../../stats/bayes-normal-lift.ts';
import { bayesProbBest } from '../../stats/bayes-prob-best.ts';
import { meanSamples, standardisedMean } from '../lift/mean-samples.ts';
import { standardisedRates } from '../lift/stratified-lift.ts';
import { type PairStratum, pairStrata, pooled } from '../strata/strata.ts';
import { stratumWeights } from '../strata/stratum-weights.ts';
import { MIN_BUYERS } from './thresholds.ts';

/** Every rate between 0 and 1 is as likely as any other before the data. */
const UNIFORM = { alpha: 1, beta: 1 };
/** Of the credible interval, which is not shown. */
const LEVEL = 0.95;

/**
 * Chance to beat control and expected loss of every treatment on the counts of one look, beside its
 * verdict and never in it. Null where the look must not be read: the split is off, units or
 * definitions are mixed, counts cannot be true.
 *
 * One stratum: exact Beta posteriors under a uniform prior. Several epochs or landings, and values:
 * the standardised difference that the lift compares, with a flat prior. Takes 2 to 8 ms of CPU per
 * treatment, so it is computed by the cron and kept with its look.
 */
export function panelOf(look: Look): Panel | null {
  const [first] = look.treatments;
  const primary = first?.comparisons.find(({ role }) => role === 'primary');
  if (!primary || look.strata.length === 0 || isShut(look)) return null;
  const { metric, type, direction } = primary;
  return {
    v: 1,
    day: look.day,
    metric,
    type,
    treatments: look.treatments.map(({ variant }) => {
      const strata = pairStrata(look.strata, metric, look.variants.indexOf(variant)).filter(
        ({ control, treatment }) => control.visitors > 0 && treatment.visitors > 0,
      );
      return { variant, belief: beliefOf(strata, { type, direction }) };
    }),
  };
}

function isShut({ decision }: Look): boolean {
  if (decision.kind === 'no-data') return true;
  return decision.kind === 'withheld' && decision.reason !== 'guardrail-failed';
}

type Kind = Pick<Look['treatments'][number]['comparisons'][number], 'type' | 'direction'>;

function beliefOf(strata: readonly PairStratum[], kind: Kind): Belief | Refusal {
  const [only, ...others] = strata;
  if (!only) return { ok: false, reason: 'no-visitors' };
  if (kind.type === 'mean') return ofMeans(strata, kind);
  return others.length === 0 ? ofRates(only, kind) : ofStratifiedRates(strata, kind);
}

function ofRates({ control, treatment }: PairStratum, { direction }: Kind): Belief | Refusal {
  const arms = [control, treatment].map(({ visitors, converted }) => ({
    n: visitors,
    x: converted,
  }));
  const ranked = bayesProbBest(arms, UNIFORM);
  if (!ranked.ok) return ranked;
  // Where less is better, to choose the treatment is to lose what control would have been below it.
  const index = direction === 'up' ? 1 : 0;
  const [chance, loss] = [ranked.probBest[index], ranked.expectedLoss[index]];
  if (chance === undefined || loss === undefined) return { ok: false, reason: 'no-visitors' };
  return {
    ok: true,
    chanceToBeat: Math.min(1, chance),
    expectedLoss: loss,
    method: 'beta-binomial',
  };
}

function ofStratifiedRates(strata: readonly PairStratum[], kind: Kind): Belief | Refusal {
  const { control, treatment } = standardisedRates(strata);
  return ofDifference(
    { estimate: treatment.rate - control.rate, se: Math.hypot(control.se, treatment.se) },
    kind,
    'normal-stratified',
  );
}

function ofMeans(strata: readonly PairStratum[], kind: Kind): Belief | Refusal {
  const arms = [strata.map(({ control }) => control), strata.map(({ treatment }) => treatment)];
  if (arms.some((arm) => pooled(arm).converted < MIN_BUYERS)) {
    return { ok: false, reason: 'too-few-buyers' };
  }
  const samples = meanSamples(strata);
  if (!samples.ok) return samples;
  const weights = stratumWeights(strata).map(({ whole }) => whole);
  const control = standardisedMean(samples.control, weights);
  const treatment = standardisedMean(samples.treatment, weights);
  return ofDifference(
    {
      estimate: treatment.mean - control.mean,
      se: Math.sqrt(control.variance + treatment.variance),
    },
    kind,
    'normal-means',
  );
}

function ofDifference(
  { estimate, se }: { readonly estimate: number; readonly se: number },
  { direction }: Kind,
  method: Belief['method'],
): Belief | Refusal {
  const gain = direction === 'up' ? estimate : -estimate;
  const posterior = bayesNormalLift({ estimate: gain, se, prior: null, level: LEVEL });
  if (!posterior.ok) return posterior;
  const { probPositive, expectedLossIfShipped } = posterior;
  return { ok: true, chanceToBeat: probPositive, expectedLoss: expectedLossIfShipped, method };
}
