import type { CatalogExperiment } from '../definition/catalog.ts';
import type { EpochRow } from './counts.ts';
import type { DecidedCounts } from './decide.ts';
import { sum } from './strata.ts';

const WHOLE_BP = 10_000;

/**
 * Counts of arms that somebody else splits: the shares of each epoch are those that came, in basis
 * points, as no others were planned here. Counts of other experiments stay as they are.
 */
export function withObservedShares<Counts extends Pick<DecidedCounts, 'exposures' | 'epochs'>>(
  { assignedBy, variants }: Pick<CatalogExperiment, 'assignedBy' | 'variants'>,
  counts: Counts,
): Counts {
  if (assignedBy === undefined) return counts;
  const visitorsOf = (epoch: number, id: string) =>
    sum(
      counts.exposures
        .filter((row) => row.epoch === epoch && row.variantId === id)
        .map(({ visitors }) => visitors),
    );
  const epochs = counts.epochs.map((row): EpochRow => {
    const visitors = variants.map(({ id }) => visitorsOf(row.epoch, id));
    return { ...row, weightsBp: sharesOf(visitors, row.weightsBp) };
  });
  return { ...counts, epochs };
}

/** Whole basis points that sum to 10 000: what rounding leaves goes to the largest. */
function sharesOf(visitors: readonly number[], planned: readonly number[]): readonly number[] {
  const whole = sum(visitors);
  if (!(whole > 0) || visitors.some((count) => !(count >= 0))) return planned;
  const shares = visitors.map((count) => Math.floor((count / whole) * WHOLE_BP));
  const largest = visitors.indexOf(Math.max(...visitors));
  return shares.map((share, index) => (index === largest ? share + WHOLE_BP - sum(shares) : share));
}
