import type { CatalogExperiment } from '../definition/catalog/catalog.ts';
import type { Metric } from '../definition/metric/metric.ts';
import type { ExperimentCounts } from '../report/counts/counts.ts';
import { conversionBanditWeights, meanBanditWeights } from '../stats/bandit-weights.ts';

/** Shift of every weight below which no new epoch is worth it: half a point. */
const LEAST_SHIFT_BP = 50;

/**
 * Tomorrow's weights of a bandit in basis points, one per variant in catalog order, from the counts
 * of all days whose conversion windows are over; null when nothing moves by half a point or the
 * counts do not carry a posterior. Thompson's chance to be best under a uniform prior (a rate) or a
 * normal posterior (a mean), with the floor for each arm.
 * Source: see `stats/bandit-weights.ts`.
 */
export function nextWeights(
  definition: Pick<CatalogExperiment, 'variants' | 'primary'>,
  counts: Pick<ExperimentCounts, 'exposures' | 'conversions'>,
  rules: {
    readonly metric: Metric;
    readonly floorBp: number;
    readonly inForceBp: readonly number[];
    /** The last day that counts, `2026-11-23`. */
    readonly lastDay: string;
  },
): readonly number[] | null {
  const { metric, floorBp, inForceBp, lastDay } = rules;
  const arms = definition.variants.map(({ id }) => {
    const seen = counts.exposures.filter((row) => row.variantId === id && row.day <= lastDay);
    const rows = counts.conversions.filter(
      (row) => row.variantId === id && row.metricId === metric.id && row.day <= lastDay,
    );
    const total = (pick: (row: (typeof rows)[number]) => number) =>
      rows.reduce((sum, row) => sum + pick(row), 0);
    return {
      visitors: seen.reduce((sum, { visitors }) => sum + visitors, 0),
      converted: total((row) => row.converted),
      sum: total((row) => row.sumMinor),
      squares: total((row) => row.sumSquares),
    };
  });
  const rule = { policy: 'thompson' as const, floor: floorBp / 10_000 };
  const found =
    metric.type === 'proportion'
      ? conversionBanditWeights(
          arms.map(({ visitors, converted }) => ({ n: visitors, x: converted })),
          { alpha: 1, beta: 1 },
          rule,
        )
      : meanBanditWeights(arms.map(meanOf), rule);
  if (!found.ok) return null;
  const weights = rounded(found.weights);
  const moves = weights.some(
    (weight, column) => Math.abs(weight - (inForceBp[column] ?? 0)) >= LEAST_SHIFT_BP,
  );
  return moves ? weights : null;
}

function meanOf({
  visitors,
  sum,
  squares,
}: {
  readonly visitors: number;
  readonly sum: number;
  readonly squares: number;
}): { readonly mean: number; readonly se: number } {
  const mean = sum / visitors;
  const variance = (squares - visitors * mean * mean) / (visitors - 1);
  return { mean, se: Math.sqrt(variance / visitors) };
}

/** Basis points that make 10 000 together: what rounding leaves goes to the largest remainders. */
function rounded(weights: readonly number[]): readonly number[] {
  const exact = weights.map((weight) => weight * 10_000);
  const floors = exact.map(Math.floor);
  const left = 10_000 - floors.reduce((sum, weight) => sum + weight, 0);
  const order = exact
    .map((weight, column) => ({ column, rest: weight - Math.floor(weight) }))
    .sort((a, b) => b.rest - a.rest || a.column - b.column)
    .slice(0, left)
    .map(({ column }) => column);
  return floors.map((weight, column) => weight + (order.includes(column) ? 1 : 0));
}
