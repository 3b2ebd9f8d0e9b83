/**
 * The deviance term x ln(x / m) + m − x, without cancellation when x is close to m.
 * x ≥ 0 observed, m ≥ 0 expected; 0 when they are equal, `Infinity` when only m is 0.
 *
 * Source: C. Loader, Fast and Accurate Computation of Binomial Probabilities, 2000 (`bd0`).
 */
export function deviance(x: number, m: number): number {
  if (x === 0) return m;
  const gap = x - m;
  if (Math.abs(gap) >= 0.1 * (x + m)) return x * (Math.log(x) - Math.log(m)) - gap;
  const v = gap / (x + m);
  const squared = v * v;
  let term = 2 * x * v;
  let sum = gap * v;
  for (let j = 1; j < 1000; j++) {
    term *= squared;
    const next = sum + term / (2 * j + 1);
    if (next === sum) return next;
    sum = next;
  }
  return sum;
}
