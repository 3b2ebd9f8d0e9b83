import jStat from 'jstat';
import type { Sized } from './sized-experiment.ts';

type Reading = { readonly lower: number; readonly upper: number; readonly pValue: number };

/**
 * The same table the way it is usually done: rows summed by key, a z test of the stratified
 * log ratio, normal quantiles and the chi-square of the split from jstat. Valid at one
 * look only, and without the conditions of a decision.
 */
export function verdictWithJstat({ experiment, metrics, counts }: Sized): {
  readonly readings: readonly Reading[];
  readonly split: number;
} {
  const [control, ...treatments] = experiment.variants.map(({ id }) => id);
  const epochs = counts.epochs.map(({ epoch }) => epoch);
  const z = jStat.normal.inv(0.975, 0, 1);
  const visitorsOf = new Map<string, number>();
  for (const { variantId, epoch, visitors } of counts.exposures) {
    const key = `${variantId} ${epoch}`;
    visitorsOf.set(key, (visitorsOf.get(key) ?? 0) + visitors);
  }
  const sumsOf = new Map<string, { total: number; squares: number }>();
  for (const { variantId, epoch, metricId, ...row } of counts.conversions) {
    const key = `${variantId} ${epoch} ${metricId}`;
    const sums = sumsOf.get(key) ?? { total: 0, squares: 0 };
    const isMean = metrics.some(({ id, type }) => id === metricId && type === 'mean');
    sums.total += isMean ? row.sumMinor : row.converted;
    sums.squares += isMean ? row.sumSquares : row.converted;
    sumsOf.set(key, sums);
  }
  const readings = metrics.flatMap(({ id }) =>
    treatments.map((treatment): Reading => {
      const arms = [control, treatment].map((variantId) =>
        epochs.map((epoch) => {
          const visitors = visitorsOf.get(`${variantId} ${epoch}`) ?? 0;
          const { total = 0, squares = 0 } = sumsOf.get(`${variantId} ${epoch} ${id}`) ?? {};
          const mean = total / visitors;
          return { visitors, mean, variance: (squares / visitors - mean * mean) / visitors };
        }),
      );
      const [a = [], b = []] = arms;
      const pairs = epochs.map((_, index) => (a[index]?.visitors ?? 0) + (b[index]?.visitors ?? 0));
      const all = sumOf(pairs, (pair) => pair);
      const [of, to] = [a, b].map((arm) => ({
        mean: sumOf(arm.entries(), ([index, part]) => ((pairs[index] ?? 0) / all) * part.mean),
        variance: sumOf(
          arm.entries(),
          ([index, part]) => ((pairs[index] ?? 0) / all) ** 2 * part.variance,
        ),
      }));
      if (!of || !to) throw new Error('Two arms make a pair.');
      const log = Math.log(to.mean / of.mean);
      const se = Math.sqrt(of.variance / of.mean ** 2 + to.variance / to.mean ** 2);
      return {
        lower: Math.expm1(log - z * se),
        upper: Math.expm1(log + z * se),
        pValue: 2 * (1 - jStat.normal.cdf(Math.abs(log) / se, 0, 1)),
      };
    }),
  );
  const visitors = sumOf(counts.exposures, (row) => row.visitors);
  const chiSquare = sumOf(experiment.variants, ({ id, weightBp }) => {
    const expected = (visitors * weightBp) / 10_000;
    const seen = sumOf(counts.exposures, (row) => (row.variantId === id ? row.visitors : 0));
    return (seen - expected) ** 2 / expected;
  });
  return { readings, split: 1 - jStat.chisquare.cdf(chiSquare, treatments.length) };
}

function sumOf<Entry>(entries: Iterable<Entry>, value: (entry: Entry) => number): number {
  let total = 0;
  for (const entry of entries) total += value(entry);
  return total;
}
