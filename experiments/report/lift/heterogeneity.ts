import type { Heterogeneity } from '../../contract/dimension.ts';
import { FEW_CONVERSIONS } from '../decision/thresholds.ts';
import { type PairStratum, sum } from '../strata/strata.ts';
import { logRatioOf } from './stratified-lift.ts';

/**
 * How much the lifts of several cells differ beyond chance: Cochran's Q over their log ratios, and
 * I², the share of the spread that chance does not explain. A description of this moment without a
 * level: it decides nothing. Null with fewer than two cells of at least 5 conversions on each side.
 *
 * `cells`: control and one treatment by epoch. Source: J. P. T. Higgins & S. G. Thompson, Stat.
 * Med. 21 (2002) 1539, https://doi.org/10.1002/sim.1186
 */
export function heterogeneityOf(
  cells: readonly (readonly PairStratum[])[],
): Omit<Heterogeneity, 'variant'> | null {
  const parts = cells.flatMap((strata) => {
    const used = strata.filter(
      ({ control, treatment }) => control.visitors > 0 && treatment.visitors > 0,
    );
    const fewest = Math.min(
      sum(used.map(({ control }) => control.converted)),
      sum(used.map(({ treatment }) => treatment.converted)),
    );
    if (fewest < FEW_CONVERSIONS) return [];
    const { estimate, se } = logRatioOf(used);
    return [{ estimate, weight: 1 / se ** 2 }];
  });
  if (parts.length < 2) return null;
  const whole = sum(parts.map(({ weight }) => weight));
  const mean = sum(parts.map(({ weight, estimate }) => weight * estimate)) / whole;
  const q = sum(parts.map(({ weight, estimate }) => weight * (estimate - mean) ** 2));
  const degrees = parts.length - 1;
  return { cells: parts.length, q, i2: q > degrees ? (q - degrees) / q : 0 };
}
