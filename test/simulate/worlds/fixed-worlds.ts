import type { CatalogExperiment } from '#experiments/definition/catalog/catalog.ts';
import { catalog } from '#generated/catalog.ts';
import { BEHAVIOUR, PLANTED } from '../planted.ts';
import { simulateWorlds, type WorldOutcome } from './simulate-worlds.ts';

/** 2026-11-02T00:00:00Z */
const START_AT = 1_793_577_600_000;
const VISITORS = 20_000;
const FOUR_WEEKS_MS = 28 * 86_400_000;

export const WORLD_SEEDS: readonly string[] = Array.from(
  { length: 20 },
  (_, index) => `world-${index + 1}`,
);

/** Twenty fixed worlds of a catalog experiment, with its planted lift. */
export function playFixedWorlds(experimentId: string): readonly WorldOutcome[] {
  const experiment = catalog.experiments.find(({ id }) => id === experimentId);
  if (!experiment) throw new Error(`The catalog has no experiment ${experimentId}.`);
  const world = {
    visitors: VISITORS,
    rate: BEHAVIOUR[landingOf(experiment)]?.submit ?? 0.03,
    lifts: PLANTED[experimentId] ?? {},
    startAt: START_AT,
    gapMs: Math.floor(FOUR_WEEKS_MS / VISITORS),
  };
  return simulateWorlds(experiment, catalog.metrics, { world, seeds: WORLD_SEEDS });
}

function landingOf({ landings }: CatalogExperiment): string {
  return landings[0] ?? '';
}
