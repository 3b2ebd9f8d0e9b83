import { gaussLegendre } from './special/gauss-legendre.ts';
import { normalSf } from './special/normal.ts';

const RULE = gaussLegendre(10);
const SQRT_2PI = Math.sqrt(2 * Math.PI);

/** One look at a Brownian motion: the information so far and the two-sided bound on its z score. */
export type Look = { readonly information: number; readonly bound: number };

/** Walks through looks one by one; keeps what has not crossed yet. */
export type Walk = {
  /** Chance to cross at this look, above and below, given that no earlier look crossed. */
  readonly crossing: (look: Look) => { readonly above: number; readonly below: number };
  /** Keeps the paths that stay inside the bound; later looks start there. */
  readonly advance: (look: Look) => void;
};

/**
 * Chances that a sum with drift first leaves its bounds at each of several looks: information
 * rises strictly, z = S / √information, S has mean drift · information.
 *
 * The density of the surviving paths is carried from look to look by Gauss-Legendre quadrature on
 * panels of two standard deviations of the step. Paths are followed `far` normal deviations out:
 * 8.5 gives chances to 1e-16, 37 gives the ratio of chances down to 1e-300.
 * Source: P. Armitage, C. K. McPherson & B. C. Rowe, J. R. Stat. Soc. A 132 (1969) 235,
 * https://doi.org/10.2307/2343787
 */
export function walk(drift: number, far: number = 8.5): Walk {
  let nodes: readonly number[] = [0];
  let masses: readonly number[] = [1];
  let information = 0;
  const step = (look: Look) => {
    const gained = look.information - information;
    return {
      shift: drift * gained,
      spread: Math.sqrt(gained),
      edge: look.bound * Math.sqrt(look.information),
    };
  };
  return {
    crossing(look) {
      const { shift, spread, edge } = step(look);
      let above = 0;
      let below = 0;
      for (let i = 0; i < nodes.length; i++) {
        const centre = (nodes[i] ?? 0) + shift;
        above += (masses[i] ?? 0) * normalSf((edge - centre) / spread);
        below += (masses[i] ?? 0) * normalSf((edge + centre) / spread);
      }
      return { above, below };
    },
    advance(look) {
      const { shift, spread, edge } = step(look);
      const middle = drift * look.information;
      const reach = (far + 0.5) * Math.sqrt(look.information);
      const low = Math.max(-edge, middle - reach);
      const high = Math.min(edge, middle + reach);
      const grid = panels(low, high, spread);
      let first = 0;
      const survived = grid.nodes.map((node, i) => {
        let density = 0;
        // Nodes ascend: whatever is too far below stays too far below.
        while (first < nodes.length && (node - (nodes[first] ?? 0) - shift) / spread > far) first++;
        for (let j = first; j < nodes.length; j++) {
          const z = (node - (nodes[j] ?? 0) - shift) / spread;
          if (z < -far) break;
          density += (masses[j] ?? 0) * Math.exp(-0.5 * z * z);
        }
        return (density / SQRT_2PI / spread) * (grid.weights[i] ?? 0);
      });
      nodes = grid.nodes;
      masses = survived;
      information = look.information;
    },
  };
}

/** Chance to have crossed any of the looks, above or below. */
export function everCrossing(looks: readonly Look[], drift: number): number {
  const path = walk(drift);
  let total = 0;
  for (const [index, look] of looks.entries()) {
    const { above, below } = path.crossing(look);
    total += above + below;
    if (index < looks.length - 1) path.advance(look);
  }
  return Math.min(1, total);
}

function panels(low: number, high: number, spread: number) {
  const nodes: number[] = [];
  const weights: number[] = [];
  if (!(high > low)) return { nodes, weights };
  const count = Math.max(4, Math.ceil((high - low) / (2 * spread)));
  const half = (high - low) / (2 * count);
  for (let panel = 0; panel < count; panel++) {
    const middle = low + (2 * panel + 1) * half;
    for (let i = 0; i < RULE.nodes.length; i++) {
      nodes.push(middle + half * (RULE.nodes[i] ?? 0));
      weights.push(half * (RULE.weights[i] ?? 0));
    }
  }
  return { nodes, weights };
}
