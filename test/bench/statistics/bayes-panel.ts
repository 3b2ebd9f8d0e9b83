import jStat from 'jstat';
import { bayesBetaBinomial } from '#experiments/stats/bayes-beta-binomial.ts';
import { bayesProbBest } from '#experiments/stats/bayes-prob-best.ts';
import type { Counts } from '#experiments/stats/counts.ts';

const PRIOR = { alpha: 1, beta: 1 };

/** Draws per arm of the alternative: a chance to win is then known to ± 0.16 points. */
export const DRAWS = 100_000;

/** Arms of the panel: 3 % of 20 000 visitors and a little more with each. */
export function armsOf(count: number): readonly Counts[] {
  return Array.from({ length: count }, (_, index) => ({ x: 600 + 12 * index, n: 20_000 }));
}

/**
 * Everything the panel shows, exact: chance to be best, expected losses, and for every treatment
 * the lift and difference with their quantiles.
 */
export function exactPanel(arms: readonly Counts[]): unknown {
  const [control, ...treatments] = arms;
  if (!control) throw new Error('A panel needs a control.');
  return [
    bayesProbBest(arms, PRIOR),
    ...treatments.map(({ x, n }) =>
      bayesBetaBinomial({ xA: control.x, nA: control.n, xB: x, nB: n }, PRIOR, 0.95),
    ),
  ];
}

/** The same panel by drawing from the posteriors with jstat. */
export function drawnPanel(arms: readonly Counts[]): unknown {
  const draws = arms.map(({ x, n }) =>
    Float64Array.from({ length: DRAWS }, () => jStat.beta.sample(1 + x, 1 + n - x)),
  );
  const best = arms.map(() => 0);
  const loss = arms.map(() => 0);
  for (let draw = 0; draw < DRAWS; draw += 1) {
    let [winner, highest] = [0, -1];
    for (const [arm, values] of draws.entries()) {
      const value = values[draw] ?? 0;
      if (value > highest) [winner, highest] = [arm, value];
    }
    best[winner] = (best[winner] ?? 0) + 1 / DRAWS;
    for (const [arm, values] of draws.entries()) {
      loss[arm] = (loss[arm] ?? 0) + (highest - (values[draw] ?? 0)) / DRAWS;
    }
  }
  const [control = new Float64Array(0), ...treatments] = draws;
  const pairs = treatments.map((values) => ({
    lift: quantiles(values.map((value, draw) => value / (control[draw] ?? 0) - 1)),
    difference: quantiles(values.map((value, draw) => value - (control[draw] ?? 0))),
  }));
  return { best, loss, pairs, rates: draws.map(quantiles) };
}

function quantiles(values: Float64Array): readonly number[] {
  const sorted = Float64Array.from(values).sort();
  return [0.025, 0.5, 0.975].map((q) => sorted[Math.floor(q * sorted.length)] ?? 0);
}
