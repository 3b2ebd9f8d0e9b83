import { onGrid } from './beta-comparison.ts';
import { type BetaPrior, isPrior, logitPoints, posterior } from './beta-law.ts';
import { areCounts, type Counts } from './counts.ts';
import { integrate, logitGrid, lowerMass, upperMass } from './logit-grid.ts';
import { type Refusal, refuse } from './refusal.ts';

/** One entry per arm, in input order. */
export type ProbBest = {
  readonly ok: true;
  /** Chance that the arm has the highest rate of all; sums to 1. */
  readonly probBest: readonly number[];
  /** Conversion rate given away, on average, by choosing the arm: E[(best other − it)+]. */
  readonly expectedLoss: readonly number[];
  /** Chance that the arm has the highest or second highest rate; sums to min(2, K). */
  readonly probTopTwo: readonly number[];
};

/**
 * Which of K conversion rates is highest, under independent Beta posteriors, exact by quadrature.
 * No arms, no answers; an arm without visitors is its prior.
 *
 * Refuses `invalid-counts`, `invalid-prior`.
 * Source: probability matching, W. R. Thompson, Biometrika 25 (1933) 285; loss as ∫ F (1 − ΠF).
 */
export function bayesProbBest(arms: readonly Counts[], prior: BetaPrior): ProbBest | Refusal {
  if (!arms.every(areCounts)) return refuse('invalid-counts');
  if (!isPrior(prior)) return refuse('invalid-prior');
  const laws = arms.map((arm) => posterior(arm, prior));
  const grid = logitGrid(laws.flatMap(logitPoints));
  const densities = laws.map((law) => onGrid(grid, law));
  const arrays = densities.map((density) => ({
    density,
    below: lowerMass(grid, density),
    above: upperMass(grid, density),
  }));
  const width = (i: number): number => (grid.v[i] ?? 0) * (grid.w[i] ?? 0);
  return { ok: true, ...rank(arrays, { integrate: (value) => integrate(grid, value), width }) };
}

/** Density and both tails of one arm at the nodes of a grid. */
export type ArmOnGrid = {
  readonly density: Float64Array;
  readonly below: Float64Array;
  readonly above: Float64Array;
};

/** Chances to be best and in the top two, and losses, of arms known on one grid. */
export function rank(
  arms: readonly ArmOnGrid[],
  grid: {
    readonly integrate: (value: (node: number) => number) => number;
    /** d(rate) / d(grid variable). */
    readonly width: (node: number) => number;
  },
) {
  const others = arms.map((arm) => arms.filter((other) => other !== arm));
  const best = (i: number, rivals: readonly ArmOnGrid[]): number =>
    rivals.reduce((product, rival) => product * (rival.below[i] ?? 0), 1);
  const second = (i: number, rivals: readonly ArmOnGrid[]): number =>
    rivals.reduce(
      (sum, winner) =>
        sum +
        (winner.above[i] ?? 0) *
          best(
            i,
            rivals.filter((rival) => rival !== winner),
          ),
      0,
    );
  // 1 − ΠF from the upper tails, so that a tiny loss keeps its digits.
  const beaten = (i: number, rivals: readonly ArmOnGrid[]): number =>
    -Math.expm1(
      rivals.reduce((sum, rival) => sum + Math.log1p(-Math.min(1, rival.above[i] ?? 0)), 0),
    );
  const over = (
    value: (arm: ArmOnGrid, rivals: readonly ArmOnGrid[], i: number) => number,
  ): number[] => arms.map((arm, k) => grid.integrate((i) => value(arm, others[k] ?? [], i)));
  const probBest = over((arm, rivals, i) => (arm.density[i] ?? 0) * best(i, rivals));
  const probSecond = over((arm, rivals, i) => (arm.density[i] ?? 0) * second(i, rivals));
  return {
    probBest,
    expectedLoss: over((arm, rivals, i) => (arm.below[i] ?? 0) * beaten(i, rivals) * grid.width(i)),
    probTopTwo: probBest.map((chance, k) => chance + (probSecond[k] ?? 0)),
  };
}
