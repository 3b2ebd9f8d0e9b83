import type { Stratum } from '#experiments/contract/stratum.ts';
import { METRIC_ID } from './definition.ts';
import type { DrawnDay } from './history.ts';

/**
 * The sums per epoch and landing so far, as the report makes them from its rows, kept up to date by
 * adding each day. `pooled`: one stratum for everything, which is wrong once weights move.
 */
export function runningStrata(
  width: number,
  { pooled = false }: { readonly pooled?: boolean } = {},
): { readonly strata: readonly Stratum[]; readonly add: (day: DrawnDay) => void } {
  const strata: Stratum[] = [];
  const known = new Map<string, Stratum>();
  const zeros = () => Array.from({ length: width }, () => 0);
  const stratumOf = (
    { epoch, landing }: { readonly epoch: number; readonly landing: number },
    weightsBp: readonly number[],
  ): Stratum => {
    const key = pooled ? '' : `${epoch} ${landing}`;
    const before = known.get(key);
    if (before) return before;
    const sums = { converted: zeros(), sumMinor: zeros(), sumSquares: zeros() };
    const stratum: Stratum = {
      epoch,
      landing: `/${landing}/`,
      weightsBp: [...weightsBp],
      visitors: zeros(),
      metrics: { [METRIC_ID]: sums },
    };
    strata.push(stratum);
    known.set(key, stratum);
    return stratum;
  };
  return {
    strata,
    add({ epoch, weightsBp, byLanding, matured }) {
      for (const [landing, visitors] of byLanding.entries()) {
        const { visitors: seen } = stratumOf({ epoch, landing }, weightsBp);
        for (const [column, count] of visitors.entries()) {
          seen[column] = (seen[column] ?? 0) + count;
        }
      }
      for (const row of matured) {
        const sums = stratumOf(row, weightsBp).metrics[METRIC_ID];
        if (!sums) continue;
        sums.converted[row.column] = (sums.converted[row.column] ?? 0) + row.converted;
        sums.sumMinor[row.column] = (sums.sumMinor[row.column] ?? 0) + row.sumMinor;
        sums.sumSquares[row.column] = (sums.sumSquares[row.column] ?? 0) + row.sumSquares;
      }
    },
  };
}
