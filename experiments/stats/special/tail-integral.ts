import { gaussLegendre } from './gauss-legendre.ts';

const RULE = gaussLegendre(20);
const PANELS = 3;

/**
 * ∫ exp(g(h)) dh from 0 to min(limit, where the integrand has died out), for a concave log density
 * ratio g with g(0) = 0.
 *
 * `slope` = |g′(0)| and `curvature` = |g″(0)| only set the length scale. Gives the tail of a large
 * Beta or Gamma law with full relative precision at constant cost, where continued fractions need
 * √n steps. Source: the quadrature of Press et al., Numerical Recipes, 3rd ed. 2007, sec. 6.2.1
 * and 6.4 (`gammpapprox`, `betaiapprox`), with the integrand referred to its value at the limit.
 */
export function tailIntegral(
  g: (h: number) => number,
  scale: { slope: number; curvature: number; limit: number },
): number {
  const { slope, curvature, limit } = scale;
  const reach = (1.1 * 80) / (slope + Math.sqrt(slope * slope + 80 * curvature));
  const length = Math.min(limit, reach);
  const half = length / (2 * PANELS);
  let sum = 0;
  for (let panel = 0; panel < PANELS; panel++) {
    const middle = (2 * panel + 1) * half;
    for (let i = 0; i < RULE.nodes.length; i++) {
      sum += (RULE.weights[i] ?? 0) * Math.exp(g(middle + half * (RULE.nodes[i] ?? 0)));
    }
  }
  return sum * half;
}
