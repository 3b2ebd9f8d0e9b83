import { bayesProbBest, rank } from './bayes-prob-best.ts';
import type { BetaPrior } from './beta-law.ts';
import { type Counts, isAmount } from './counts.ts';
import { type Refusal, refuse } from './refusal.ts';
import { normalCdf, normalPdf } from './special/normal.ts';
import { ORDER, RULE } from './special/spectral-panel.ts';

/** How a bandit turns belief into weights. */
export type BanditRule = {
  /** `thompson`: the chance to be best. `top-two`: half the chance to be best or second. */
  readonly policy: 'thompson' | 'top-two';
  /** Least weight of each arm, in [0, 1]. */
  readonly floor: number;
};

/** One entry per arm, in input order; weights sum to 1. */
export type BanditWeights = {
  readonly ok: true;
  readonly probBest: readonly number[];
  readonly weights: readonly number[];
};

/** An estimated mean with its standard error, above 0. */
export type EstimatedArm = { readonly mean: number; readonly se: number };

/**
 * Next weights of a bandit on a conversion rate: floor + (1 − K floor) times what the policy
 * wants; equal when the floors leave nothing. Each change of weights starts an epoch.
 *
 * Refuses `invalid-counts`, `invalid-prior`, `invalid-weights` (floor outside [0, 1]).
 * Source: W. R. Thompson, Biometrika 25 (1933) 285; top-two: D. Russo, Oper. Res. 68 (2020) 1625
 */
export function conversionBanditWeights(
  arms: readonly Counts[],
  prior: BetaPrior,
  rule: BanditRule,
): BanditWeights | Refusal {
  if (!(rule.floor >= 0 && rule.floor <= 1)) return refuse('invalid-weights');
  const ranked = bayesProbBest(arms, prior);
  return ranked.ok ? weigh(ranked, rule) : ranked;
}

/**
 * Next weights of a bandit on a mean, from normal posteriors under a flat prior.
 *
 * Refuses `invalid-estimate`, `zero-variance`, `invalid-weights`. Source: as above.
 */
export function meanBanditWeights(
  arms: readonly EstimatedArm[],
  rule: BanditRule,
): BanditWeights | Refusal {
  if (!(rule.floor >= 0 && rule.floor <= 1)) return refuse('invalid-weights');
  if (!arms.every(({ mean, se }) => Number.isFinite(mean) && isAmount(se))) {
    return refuse('invalid-estimate');
  }
  if (arms.some(({ se }) => se === 0)) return refuse('zero-variance');
  return weigh(normalRank(arms), rule);
}

function weigh(
  {
    probBest,
    probTopTwo,
  }: { readonly probBest: readonly number[]; readonly probTopTwo: readonly number[] },
  { policy, floor }: BanditRule,
): BanditWeights {
  const count = probBest.length;
  const free = 1 - count * floor;
  const wanted =
    policy === 'thompson' ? probBest : probTopTwo.map((chance) => chance / Math.min(2, count));
  const weights = wanted.map((share) => (free > 0 ? floor + free * share : 1 / count));
  return { ok: true, probBest, weights };
}

/** Standard errors from the mean at which panels end. */
const DEVIATIONS = [-9.5, -7, -5, -3, -1, 0, 1, 3, 5, 7, 9.5];

function normalRank(arms: readonly EstimatedArm[]) {
  const edges = arms
    .flatMap(({ mean, se }) => DEVIATIONS.map((z) => mean + z * se))
    .sort((a, b) => a - b);
  const nodes: number[] = [];
  const weights: number[] = [];
  for (let panel = 0; panel + 1 < edges.length; panel++) {
    const low = edges[panel] ?? 0;
    const half = ((edges[panel + 1] ?? 0) - low) / 2;
    if (half === 0) continue;
    for (let i = 0; i < ORDER; i++) {
      nodes.push(low + half * (1 + (RULE.nodes[i] ?? 0)));
      weights.push(half * (RULE.weights[i] ?? 0));
    }
  }
  const onNodes = (f: (z: number) => number, { mean, se }: EstimatedArm): Float64Array =>
    Float64Array.from(nodes, (x) => f((x - mean) / se));
  return rank(
    arms.map((arm) => ({
      density: onNodes((z) => normalPdf(z) / arm.se, arm),
      below: onNodes(normalCdf, arm),
      above: onNodes((z) => normalCdf(-z), arm),
    })),
    {
      integrate: (value) => weights.reduce((sum, weight, i) => sum + weight * value(i), 0),
      width: () => 1,
    },
  );
}
