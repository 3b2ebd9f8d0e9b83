import { rhoSquared, sequentialMultiplier } from '../stats/asymptotic-confidence-sequence.ts';
import { walk } from '../stats/boundary-crossing.ts';
import { type SequentialDesign, sequentialPower } from '../stats/power-sequential.ts';
import { findRoot } from '../stats/special/find-root.ts';
import type { Pair } from './pair.ts';

/**
 * Conversions that the thinner side must expect before the normal approximation of the log ratio
 * is planned with: with 10 expected, at least 5 (the report's own gate) come in 97 of 100 cases.
 */
const FEWEST_EXPECTED = 10;

/**
 * Visitors of the pair, not rounded, after which the report's always-valid verdict finds the change
 * with the planned power: smallest n with P(|e| > c(n) · se) ≥ power, e = ln(pB / pA), when the plan
 * is frozen at this n.
 * Source: GrowthBook, "Sequential testing" in https://docs.growthbook.io/statistics/power-technical
 */
export function alwaysValidSize(pair: Pair): number {
  const perVisitor = (sdOf(pair) / Math.log1p(pair.mde)) ** 2;
  const missing = (logN: number): number =>
    alwaysValidPower(pair, { visitors: Math.exp(logN), planned: Math.exp(logN) }) - pair.power;
  const low = Math.log(perVisitor) - 10;
  let high = Math.log(perVisitor);
  while (missing(high) < 0) high += 2;
  return Math.max(Math.exp(findRoot(missing, low, high)), fewestVisitors(pair));
}

/**
 * Chance that the verdict at exactly `visitors` of the pair has found the change, in an experiment
 * whose plan was frozen at `planned` visitors of the pair.
 */
export function alwaysValidPower(
  pair: Pair,
  at: { readonly visitors: number; readonly planned: number },
): number {
  const power = sequentialPower(designOf(pair, at.planned), at.visitors);
  return power.ok ? power.power : 0;
}

/** Visitors of the pair below which too few conversions are expected to plan at all. */
export function fewestVisitors(pair: Pair): number {
  const { control, treatment } = sharesOf(pair);
  return FEWEST_EXPECTED / Math.min(control * pair.controlRate, treatment * pair.treatmentRate);
}

/**
 * For each of `looks` evenly spaced looks up to `planned` visitors of the pair, the chance that this
 * or an earlier look has found the change (in either direction).
 * Source: Armitage, McPherson & Rowe 1969, as `walk`.
 */
export function foundByLook(
  pair: Pair,
  plan: { readonly planned: number; readonly looks: number },
): readonly number[] {
  const { effect, sdPerUnit, alpha, nStar } = designOf(pair, plan.planned);
  const path = walk(effect / sdPerUnit);
  let found = 0;
  return Array.from({ length: plan.looks }, (_, index) => {
    const information = (plan.planned * (index + 1)) / plan.looks;
    const look = { information, bound: sequentialMultiplier(information, alpha, nStar) };
    const { above, below } = path.crossing(look);
    path.advance(look);
    found = Math.min(1, found + above + below);
    return found;
  });
}

/**
 * The report's sequence: ρ² is tuned to the alpha of the experiment and kept when the interval is
 * read at the level of one comparison, so the planned size is rescaled to that level.
 */
function designOf(pair: Pair, planned: number): SequentialDesign & { readonly nStar: number } {
  return {
    effect: Math.log1p(pair.mde),
    sdPerUnit: sdOf(pair),
    alpha: pair.alphaEach,
    nStar: (planned * rhoSquared(pair.alphaEach, 1)) / rhoSquared(pair.alpha, 1),
  };
}

/** Standard error of the log ratio times √n, n visitors of the pair (Katz et al. 1978). */
function sdOf(pair: Pair): number {
  const { control, treatment } = sharesOf(pair);
  const part = (rate: number, share: number): number => (1 - rate) / rate / share;
  return Math.sqrt(part(pair.controlRate, control) + part(pair.treatmentRate, treatment));
}

function sharesOf({ control, treatment }: Pair) {
  return { control: control / (control + treatment), treatment: treatment / (control + treatment) };
}
