import type { Decision } from '#experiments/contract/decision.ts';
import type { CatalogExperiment } from '#experiments/definition/catalog/catalog.ts';
import type { Metric } from '#experiments/definition/metric/metric.ts';
import { decide } from '#experiments/report/decision/decide.ts';
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
  /** The first evening on which the experiment was decided, from 1; null when none was. */
  readonly decided: { readonly kind: 'better' | 'worse'; readonly day: number } | null;
};

/**
 * Plays the same world under each seed, decides on each of its evenings, and says where the
 * planted lift of the first treatment came to lie at the end.
 */
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
    const days = [...new Set(counts.exposures.map(({ day }) => day))].sort();
    const looks = days.map((day) => decide(experiment, counts, { metrics, day }));
    const last = looks.at(-1);
    const lift = last?.treatments[0]?.comparisons.find(({ role }) => role === 'primary')?.lift;
    const [lower, upper, pValue] = lift?.ok
      ? [lift.lower, lift.upper, lift.pValue]
      : [null, null, null];
    return {
      seed,
      planted,
      lower,
      upper,
      pValue,
      covered:
        lift?.ok === true && (lower ?? -Infinity) <= planted && planted <= (upper ?? Infinity),
      splitMismatch: last?.srm.ok === true && last.srm.mismatch,
      decided: firstDecision(looks.map(({ decision }) => decision.kind)),
    };
  });
}

function firstDecision(kinds: readonly Decision['kind'][]): WorldOutcome['decided'] {
  for (const [index, kind] of kinds.entries()) {
    if (kind === 'better' || kind === 'worse') return { kind, day: index + 1 };
  }
  return null;
}
