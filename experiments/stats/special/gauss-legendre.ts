/**
 * Nodes and weights of Gauss-Legendre quadrature on [-1, 1], exact for polynomials of degree
 * 2·order − 1. Nodes ascend.
 *
 * Newton iteration on the Legendre polynomial from Tricomi's initial guess.
 * Source: NIST DLMF 3.5(v), https://dlmf.nist.gov/3.5.v; weights eq. 3.5.27 ff.
 */
export function gaussLegendre(order: number): { nodes: Float64Array; weights: Float64Array } {
  const nodes = new Float64Array(order);
  const weights = new Float64Array(order);
  for (let i = 0; i < order; i++) {
    let x = -Math.cos((Math.PI * (i + 0.75)) / (order + 0.5));
    let slope = 0;
    for (let step = 0; step < 100; step++) {
      let previous = 1;
      let current = x;
      for (let k = 2; k <= order; k++) {
        const next = ((2 * k - 1) * x * current - (k - 1) * previous) / k;
        previous = current;
        current = next;
      }
      slope = (order * (x * current - previous)) / (x * x - 1);
      const shift = current / slope;
      x -= shift;
      if (Math.abs(shift) < 1e-16) break;
    }
    nodes[i] = x;
    weights[i] = 2 / ((1 - x * x) * slope * slope);
  }
  return { nodes, weights };
}
