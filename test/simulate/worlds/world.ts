import { assign, firstEpoch } from '#experiments/assignment/assign.ts';
import type { CatalogExperiment } from '#experiments/definition/catalog/catalog.ts';
import type {
  ConversionCount,
  ExperimentCounts,
  ExposureCount,
} from '#experiments/report/counts/counts.ts';
import { visitorFacts } from '#test/support/visitor-facts.ts';
import { visitorId } from '../ids.ts';
import { chance, type Random } from '../random.ts';

/** What is true of a world, unknown to the report. */
export type World = {
  readonly visitors: number;
  /** Share of the control's visitors who convert on the primary metric. */
  readonly rate: number;
  /** Relative effect by variant id; 0 where none is named. */
  readonly lifts: Readonly<Record<string, number>>;
  /** Epoch milliseconds of the first visitor; then one every `gapMs`. */
  readonly startAt: number;
  readonly gapMs: number;
};

/** Days are counted in UTC here: the report only compares them. */
const DAY_MS = 86_400_000;

/**
 * Sends a world's visitors through the real assignment and counts what the store would count:
 * first exposures and first conversions of the primary metric.
 */
export function countWorld(
  experiment: CatalogExperiment,
  world: World,
  random: Random,
): ExperimentCounts {
  const epoch = { ...firstEpoch(experiment), effectiveAt: world.startAt };
  const cells = new Map<string, { exposure: ExposureCount; converted: number }>();
  for (let index = 0; index < world.visitors; index += 1) {
    const at = world.startAt + index * world.gapMs;
    const assignment = assign(
      experiment,
      { epochs: [epoch], paused: false },
      { id: visitorId(at, random), facts: visitorFacts({ device: 'desktop' }) },
    );
    if (!assignment.in) continue;
    const { variantId } = assignment;
    const day = new Date(at - (at % DAY_MS)).toISOString().slice(0, 10);
    const key = `${variantId} ${day}`;
    const cell = cells.get(key);
    const visitors = (cell?.exposure.visitors ?? 0) + 1;
    const converts = chance(random, world.rate * (1 + (world.lifts[variantId] ?? 0)));
    cells.set(key, {
      exposure: { variantId, epoch: 1, day, visitors, bots: 0 },
      converted: (cell?.converted ?? 0) + (converts ? 1 : 0),
    });
  }
  const counted = [...cells.values()];
  return {
    asOf: world.startAt + world.visitors * world.gapMs,
    watermark: { exposure: counted.length, conversion: counted.length },
    exposures: counted.map(({ exposure }) => exposure),
    conversions: counted.map(
      ({ exposure: { variantId, day }, converted }): ConversionCount => ({
        variantId,
        epoch: 1,
        day,
        metricId: experiment.primary,
        converted,
        conversions: converted,
        sumMinor: 0,
        sumSquares: 0,
      }),
    ),
    epochs: [epoch],
    multi: 0,
    firstExposureAt: world.startAt,
    modes: ['cookie'],
    ledger: { accepted: 0, duplicate: 0, rejected: 0, rejectsByCode: {} },
  };
}
