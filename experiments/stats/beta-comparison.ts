import { type BetaLaw, kernel, logitPoints } from './beta-law.ts';
import { integrate, type LogitGrid, logitGrid, lowerMass, upperMass } from './logit-grid.ts';

/** A probability with its derivative by the parameter it was asked for. */
export type Sloped = { readonly probability: number; readonly slope: number };

/**
 * P(X > Y), and what it costs to choose wrongly: E[(Y − X)+] and E[(X − Y)+], for independent
 * Beta laws.
 *
 * Losses as ∫ F (1 − F) without the difference of closed forms, which has no digits left when the
 * loss is far below the rate.
 * Source: E. Miller, evanmiller.org/bayesian-ab-testing.html, eq. 6 and C. Stucchio, Bayesian A/B
 * Testing at VWO, 2015, sec. 5, both as integrals.
 */
export function compare(x: BetaLaw, y: BetaLaw) {
  const grid = logitGrid([...logitPoints(x), ...logitPoints(y)]);
  const densityX = onGrid(grid, x);
  const densityY = onGrid(grid, y);
  const [belowX, aboveX] = [lowerMass(grid, densityX), upperMass(grid, densityX)];
  const [belowY, aboveY] = [lowerMass(grid, densityY), upperMass(grid, densityY)];
  const at = (values: Float64Array, i: number): number => values[i] ?? 0;
  const width = (i: number): number => at(grid.v, i) * at(grid.w, i);
  return {
    xAboveY: integrate(grid, (i) => at(densityX, i) * at(belowY, i)),
    lossOfX: integrate(grid, (i) => at(belowX, i) * at(aboveY, i) * width(i)),
    lossOfY: integrate(grid, (i) => at(belowY, i) * at(aboveX, i) * width(i)),
  };
}

/** The density of a law, on the logit scale, at the nodes of a grid. */
export const onGrid = (grid: LogitGrid, law: BetaLaw): Float64Array =>
  grid.s.map((s, i) => kernel(law, grid.v[i] ?? 0, grid.w[i] ?? 0, s, -s));

/**
 * P(Y ≤ ρ X) for ρ = e^logRatio ≤ 1, and its derivative by logRatio.
 *
 * For ρ > 1 swap the arms: taken this way round ρX never passes 1, so the integrand has no kink.
 */
export function scaledTail(x: BetaLaw, y: BetaLaw, logRatio: number): Sloped {
  const ratio = Math.exp(logRatio);
  const missing = -Math.expm1(logRatio);
  const mapped = logitPoints(y)
    .map((point) => point - Math.log1p(Math.exp(point)) - logRatio)
    .map((logT) => logT - Math.log(-Math.expm1(logT)));
  const grid = logitGrid([...logitPoints(x), ...mapped]);
  const densityX = onGrid(grid, x);
  const densityY = new Float64Array(grid.s.length);
  const pull = new Float64Array(grid.s.length);
  for (let i = 0; i < grid.s.length; i++) {
    const [s = 0, v = 0, w = 0] = [grid.s[i], grid.v[i], grid.w[i]];
    const rest = missing + ratio * w;
    const value = kernel(y, ratio * v, rest, logRatio + Math.min(s, 0), -Math.max(s, 0));
    densityY[i] = rest > 0 ? value * (w / rest) : value;
    pull[i] = rest > 0 ? value / rest : 0;
  }
  const below = lowerMass(grid, densityY);
  return {
    probability: integrate(grid, (i) => (densityX[i] ?? 0) * (below[i] ?? 0)),
    slope: integrate(grid, (i) => (densityX[i] ?? 0) * (pull[i] ?? 0)),
  };
}

/**
 * P(X − Y > δ) for δ in [0, 1), and its derivative by δ.
 *
 * Integrated over v = (X − δ) / (1 − δ): both ends of the range, where a law may be singular, are
 * then ends of the logit scale.
 */
export function shiftedTail(x: BetaLaw, y: BetaLaw, shift: number): Sloped {
  const span = 1 - shift;
  const logSpan = Math.log1p(-shift);
  const fromX = logitPoints(x).map((s) => {
    const rest = 1 / (1 + Math.exp(s));
    return Math.log(Math.max(0, 1 / (1 + Math.exp(-s)) - shift)) - Math.log(rest);
  });
  const fromY = logitPoints(y).map((s) => {
    const value = 1 / (1 + Math.exp(-s));
    return Math.log(value) - Math.log(Math.max(0, 1 / (1 + Math.exp(s)) - shift));
  });
  const points = shift === 0 ? [...logitPoints(x), ...logitPoints(y)] : [...fromX, ...fromY];
  const grid = logitGrid(points);
  const size = grid.s.length;
  const [densityX, densityY, pull] = [
    new Float64Array(size),
    new Float64Array(size),
    new Float64Array(size),
  ];
  for (let i = 0; i < size; i++) {
    const [s = 0, v = 0, w = 0] = [grid.s[i], grid.v[i], grid.w[i]];
    const top = shift + span * v;
    const rest = shift + span * w;
    const kernelX = kernel(x, top, span * w, s, logSpan - s);
    const kernelY = kernel(y, span * v, rest, logSpan + s, -s);
    densityX[i] = top > 0 ? kernelX * (v / top) : kernelX;
    densityY[i] = rest > 0 ? kernelY * (w / rest) : kernelY;
    pull[i] = kernelY / (span * v) / rest;
  }
  const below = lowerMass(grid, densityY);
  return {
    probability: integrate(grid, (i) => (densityX[i] ?? 0) * (below[i] ?? 0)),
    slope: -integrate(grid, (i) => (densityX[i] ?? 0) * (pull[i] ?? 0)),
  };
}
