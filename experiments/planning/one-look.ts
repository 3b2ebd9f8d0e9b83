import { powerForProportions, sampleSizeForProportions } from '../stats/power-two-proportions.ts';
import type { Pair } from './pair.ts';

/**
 * Visitors of the pair, not rounded, when the experiment is read once, at its end, by a fixed-
 * horizon test. Infinity when no number does.
 * Source: Fleiss 1981, as `sampleSizeForProportions`.
 */
export function oneLookSize(pair: Pair): number {
  const size = sampleSizeForProportions(designOf(pair), {
    relativeMde: pair.mde,
    power: pair.power,
    ratio: pair.treatment / pair.control,
  });
  return size.ok ? size.nAExact * (1 + pair.treatment / pair.control) : Infinity;
}

/** Chance that one look after `visitors` of the pair finds the change; 0 without visitors. */
export function oneLookPower(pair: Pair, visitors: number): number {
  const controls = Math.floor((visitors * pair.control) / (pair.control + pair.treatment));
  const power = powerForProportions(designOf(pair), {
    relativeMde: pair.mde,
    nA: controls,
    nB: Math.floor(visitors) - controls,
  });
  return power.ok ? power.power : 0;
}

const designOf = ({ controlRate, alphaEach }: Pair) =>
  ({ baseline: controlRate, alpha: alphaEach, sides: 2 }) as const;
