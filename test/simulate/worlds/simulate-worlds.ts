import type { CatalogExperiment } from '#experiments/definition/catalog.ts';
import type { Metric } from '#experiments/definition/metric.ts';
import { numberWords } from '#experiments/report/number-words.ts';
import { reportOf } from '#experiments/report/report-of.ts';
import { seeded } from '../random.ts';
import { countWorld, type World } from './world.ts';

/** How one world came out. */
export type WorldOutcome = {
  readonly seed: string;
  readonly planted: number;
  /** As fractions; null when the report refused. */
  readonly lower: number | null;
  readonly upper: number | null;
  readonly pValue: number | null;
  /** Whether the planted lift lies in the interval. */
  readonly covered: boolean;
  readonly splitMismatch: boolean;
};

/** Judges the same world under each seed and says where the planted lift came to lie. */
export function simulateWorlds(
  experiment: CatalogExperiment,
  metrics: readonly Metric[],
  { world, seeds }: { readonly world: World; readonly seeds: readonly string[] },
): readonly WorldOutcome[] {
  const [, treatment] = experiment.variants;
  const planted = world.lifts[treatment?.id ?? ''] ?? 0;
  return seeds.map((seed) => {
    const counts = countWorld(
      { ...experiment, seed: `${experiment.seed}/${seed}` },
      world,
      seeded(seed),
    );
    const report = reportOf(experiment, counts, { metrics, words: numberWords('en') });
    const lift = report.variants[1]?.metrics.find(({ role }) => role === 'primary')?.lift;
    const [lower, upper, pValue] = lift?.ok
      ? [lift.lower, lift.upper, lift.pValue]
      : [null, null, null];
    const splitMismatch = report.srm.ok && report.srm.mismatch;
    const covered =
      lift?.ok === true && (lower ?? -Infinity) <= planted && planted <= (upper ?? Infinity);
    return { seed, planted, lower, upper, pValue, covered, splitMismatch };
  });
}
