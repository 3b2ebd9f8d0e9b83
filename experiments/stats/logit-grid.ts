import { cumulate, cumulateBack, ORDER, RULE } from './special/spectral-panel.ts';

/**
 * Quadrature nodes on the logit scale: s with v = 1/(1 + e^−s), w = 1 − v, both without rounding
 * at their small end. `weights` are those of ∫ … ds. On this scale every Beta law is smooth, also
 * those with infinite density at 0 or 1.
 */
export type LogitGrid = {
  readonly s: Float64Array;
  readonly v: Float64Array;
  readonly w: Float64Array;
  readonly weights: Float64Array;
  /** Half widths of the panels; each panel owns `ORDER` consecutive nodes. */
  readonly halves: readonly number[];
};

/** No panel wider than this where v or w bends: the poles of v lie π off the real axis. */
const WIDEST = 6;
const BEND = 48;

/** The grid whose panels end at the given points (any order, finite). */
export function logitGrid(points: readonly number[]): LogitGrid {
  const edges = panelEdges(points);
  const count = Math.max(0, edges.length - 1);
  const grid = {
    s: new Float64Array(count * ORDER),
    v: new Float64Array(count * ORDER),
    w: new Float64Array(count * ORDER),
    weights: new Float64Array(count * ORDER),
    halves: [] as number[],
  };
  for (let panel = 0; panel < count; panel++) {
    const low = edges[panel] ?? 0;
    const half = ((edges[panel + 1] ?? 0) - low) / 2;
    grid.halves.push(half);
    for (let i = 0; i < ORDER; i++) {
      const at = panel * ORDER + i;
      const s = low + half * (1 + (RULE.nodes[i] ?? 0));
      grid.s[at] = s;
      grid.v[at] = 1 / (1 + Math.exp(-s));
      grid.w[at] = 1 / (1 + Math.exp(s));
      grid.weights[at] = half * (RULE.weights[i] ?? 0);
    }
  }
  return grid;
}

/** ∫ of a density from the left end of the grid to each node. */
export function lowerMass(grid: LogitGrid, density: Float64Array): Float64Array {
  const out = new Float64Array(density.length);
  let start = 0;
  for (const [panel, half] of grid.halves.entries()) {
    start = cumulate(density, out, { offset: panel * ORDER, half, start });
  }
  return out;
}

/** ∫ of a density from each node to the right end of the grid. */
export function upperMass(grid: LogitGrid, density: Float64Array): Float64Array {
  const out = new Float64Array(density.length);
  let start = 0;
  for (let panel = grid.halves.length - 1; panel >= 0; panel--) {
    const half = grid.halves[panel] ?? 0;
    start = cumulateBack(density, out, { offset: panel * ORDER, half, start });
  }
  return out;
}

/** ∫ value(node) ds over the grid. */
export function integrate(grid: LogitGrid, value: (node: number) => number): number {
  let sum = 0;
  for (let i = 0; i < grid.weights.length; i++) sum += (grid.weights[i] ?? 0) * value(i);
  return sum;
}

function panelEdges(points: readonly number[]): number[] {
  const sorted = points.filter(Number.isFinite).sort((a, b) => a - b);
  const edges: number[] = [];
  for (const point of sorted) {
    const last = edges.at(-1);
    if (last === undefined) edges.push(point);
    if (last === undefined || point - last < 1e-12 * Math.max(1, Math.abs(point))) continue;
    const bends = point > -BEND && last < BEND;
    const pieces = bends ? Math.ceil((Math.min(point, BEND) - Math.max(last, -BEND)) / WIDEST) : 1;
    const from = bends && last < -BEND ? -BEND : last;
    const to = bends && point > BEND ? BEND : point;
    if (from > last) edges.push(from);
    for (let k = 1; k <= pieces; k++)
      edges.push(k === pieces ? to : from + ((to - from) * k) / pieces);
    if (to < point) edges.push(point);
  }
  return edges;
}
