import {
  type BanditRule,
  conversionBanditWeights,
  type EstimatedArm,
  meanBanditWeights,
} from '#experiments/stats/bandit-weights.ts';
import { bayesBetaBinomial as compareRates } from '#experiments/stats/bayes-beta-binomial.ts';
import { bayesNormalLift as updateNormal } from '#experiments/stats/bayes-normal-lift.ts';
import { bayesProbBest as rankRates } from '#experiments/stats/bayes-prob-best.ts';
import type { BetaPrior } from '#experiments/stats/beta-law.ts';
import type { Counts, PairCounts } from '#experiments/stats/counts.ts';

const UNIFORM: BetaPrior = { alpha: 1, beta: 1 };

export function bayesBetaBinomial(
  input: PairCounts & { readonly prior?: BetaPrior; readonly level: number },
) {
  const result = compareRates(input, input.prior ?? UNIFORM, input.level);
  if (result.ok) return result;
  const rate = { mean: null, lower: null, upper: null };
  const spread = { ...rate, median: null };
  const chances = { probBBeatsA: null, expectedLossChooseB: null, expectedLossChooseA: null };
  return { ...chances, lift: spread, diff: spread, rateA: rate, rateB: rate };
}

export function bayesProbBest(input: {
  readonly arms: readonly Counts[];
  readonly prior?: BetaPrior;
}) {
  const result = rankRates(input.arms, input.prior ?? UNIFORM);
  return result.ok ? result : { probBest: null, expectedLoss: null };
}

export function banditWeights(
  input: BanditRule &
    (
      | { readonly kind: 'beta'; readonly arms: readonly Counts[]; readonly prior?: BetaPrior }
      | { readonly kind: 'normal'; readonly arms: readonly EstimatedArm[] }
    ),
) {
  const result =
    input.kind === 'beta'
      ? conversionBanditWeights(input.arms, input.prior ?? UNIFORM, input)
      : meanBanditWeights(input.arms, input);
  return result.ok ? result : { probBest: null, weights: null };
}

export function bayesNormalLift(input: Parameters<typeof updateNormal>[0]) {
  const result = updateNormal({ ...input, prior: input.prior ?? null });
  if (result.ok) return result;
  const losses = { expectedLossIfShipped: null, expectedLossIfKept: null };
  return { mean: null, sd: null, lower: null, upper: null, probPositive: null, ...losses };
}
