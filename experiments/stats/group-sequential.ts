import { type Look, walk } from './boundary-crossing.ts';
import { isAlpha } from './counts.ts';
import { type Refusal, refuse } from './refusal.ts';
import { findRoot } from './special/find-root.ts';
import { normalSf } from './special/normal.ts';
import { normalQuantile } from './special/normal-quantile.ts';

/** Bounds on |z| per look, and the price in visitors at 80 % power. */
export type GroupSequentialBounds = {
  readonly ok: true;
  readonly z: readonly number[];
  /** Largest sample relative to one planned look at 80 % power; null without looks. */
  readonly inflationFactor80: number | null;
};

/**
 * Bounds for a fixed, committed number of looks that spend alpha as planned, two-sided and
 * symmetric. For teams that commit to a horizon; the report uses confidence sequences.
 *
 * `informationFractions` rise strictly within (0, 1].
 * Four equal looks, O'Brien-Fleming: 4.333, 2.963, 2.359, 2.014.
 * Refuses `invalid-alpha`, `invalid-plan`.
 * Source: K. K. G. Lan & D. L. DeMets, Biometrika 70 (1983) 659, eq. 2 and 3,
 * https://doi.org/10.1093/biomet/70.3.659 ; values as R `rpact::getDesignGroupSequential`
 */
export function groupSequentialBounds(
  informationFractions: readonly number[],
  alpha: number,
  spending: 'obf' | 'pocock',
): GroupSequentialBounds | Refusal {
  if (!isAlpha(alpha)) return refuse('invalid-alpha');
  if (!informationFractions.every((t, i) => t > (informationFractions[i - 1] ?? 0) && t <= 1)) {
    return refuse('invalid-plan');
  }
  const looks: Look[] = [];
  // Early O'Brien-Fleming looks spend as little as 1e-50: their paths must be followed that far.
  const path = walk(0, 37);
  let spent = 0;
  for (const information of informationFractions) {
    const perSide =
      spending === 'obf' ? obrienFleming(information, alpha / 2) : pocock(information, alpha / 2);
    const bound = findBound(path, information, perSide - spent);
    const look = { information, bound };
    spent = perSide;
    looks.push(look);
    path.advance(look);
  }
  return {
    ok: true,
    z: looks.map((look) => look.bound),
    inflationFactor80: inflation(looks, alpha),
  };
}

const obrienFleming = (t: number, alpha: number): number =>
  2 * normalSf(-normalQuantile(alpha / 2) / Math.sqrt(t));

const pocock = (t: number, alpha: number): number => alpha * Math.log1p((Math.E - 1) * t);

/** The bound that the surviving paths cross upwards with the given chance. */
function findBound(path: ReturnType<typeof walk>, information: number, chance: number): number {
  if (!(chance > 0)) return Number.POSITIVE_INFINITY;
  const target = Math.log(chance);
  const excess = (bound: number): number =>
    Math.log(path.crossing({ information, bound }).above || Number.MIN_VALUE) - target;
  return findRoot(excess, -10, 38);
}

function inflation(looks: readonly Look[], alpha: number): number | null {
  const last = looks.at(-1);
  if (!last) return null;
  const fixed = normalQuantile(0.8) - normalQuantile(alpha / 2);
  const power = (drift: number): number => {
    const path = walk(drift);
    let total = 0;
    for (const look of looks) {
      total += path.crossing(look).above;
      if (look !== last) path.advance(look);
    }
    return total;
  };
  const drift = findRoot((size) => power(size) - 0.8, 0, 20 * fixed);
  return (drift / fixed) ** 2;
}
