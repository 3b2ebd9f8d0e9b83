import { gaussLegendre } from './gauss-legendre.ts';

/** Nodes per panel. */
export const ORDER = 20;
/** Gauss-Legendre rule of a panel on [-1, 1]. */
export const RULE = gaussLegendre(ORDER);

const CUMULATIVE = cumulativeMatrix();

/**
 * The running integral of a function over one panel, at its nodes: out[i] = start + ∫ from the
 * panel's left end to node i. Returns the integral at the right end.
 *
 * `values` are the function at the nodes of the panel whose half width is `half`, both arrays
 * indexed from `offset`. One evaluation per node gives the distribution function everywhere, where
 * an incomplete beta function per node would cost a hundred times more.
 * Source: spectral integration, L. Greengard, SIAM J. Numer. Anal. 28 (1991) 1071,
 * https://doi.org/10.1137/0728057
 */
export function cumulate(
  values: Float64Array,
  out: Float64Array,
  panel: { readonly offset: number; readonly half: number; readonly start: number },
): number {
  const { offset, half, start } = panel;
  let total = 0;
  for (let i = 0; i < ORDER; i++) {
    let sum = 0;
    for (let j = 0; j < ORDER; j++)
      sum += (CUMULATIVE[i * ORDER + j] ?? 0) * (values[offset + j] ?? 0);
    out[offset + i] = start + half * sum;
    total += (RULE.weights[i] ?? 0) * (values[offset + i] ?? 0);
  }
  return start + half * total;
}

/** As `cumulate`, from the right end leftwards: out[i] = start + ∫ from node i to the right end. */
export function cumulateBack(
  values: Float64Array,
  out: Float64Array,
  panel: { readonly offset: number; readonly half: number; readonly start: number },
): number {
  const { offset, half, start } = panel;
  const last = ORDER - 1;
  let total = 0;
  for (let i = 0; i < ORDER; i++) {
    let sum = 0;
    for (let j = 0; j < ORDER; j++) {
      sum += (CUMULATIVE[(last - i) * ORDER + last - j] ?? 0) * (values[offset + j] ?? 0);
    }
    out[offset + i] = start + half * sum;
    total += (RULE.weights[i] ?? 0) * (values[offset + i] ?? 0);
  }
  return start + half * total;
}

/** Entry (i, j): ∫ of the j-th Lagrange polynomial from −1 to node i, by Legendre expansion. */
function cumulativeMatrix(): Float64Array {
  const { nodes, weights } = RULE;
  const legendre = Array.from(nodes, (x) => legendreValues(x, ORDER + 1));
  const matrix = new Float64Array(ORDER * ORDER);
  for (let i = 0; i < ORDER; i++) {
    for (let j = 0; j < ORDER; j++) {
      let sum = 1 + (nodes[i] ?? 0);
      for (let k = 1; k < ORDER; k++) {
        const at = (row: number, degree: number): number => legendre[row]?.[degree] ?? 0;
        sum += at(j, k) * (at(i, k + 1) - at(i, k - 1));
      }
      matrix[i * ORDER + j] = ((weights[j] ?? 0) / 2) * sum;
    }
  }
  return matrix;
}

function legendreValues(x: number, count: number): number[] {
  const values = [1, x];
  for (let k = 2; k <= count; k++) {
    values.push(((2 * k - 1) * x * (values[k - 1] ?? 0) - (k - 1) * (values[k - 2] ?? 0)) / k);
  }
  return values;
}
