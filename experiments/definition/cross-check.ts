import { checkExperiment } from './check-experiment.ts';
import { checkLandings } from './check-landings.ts';
import { checkLock } from './check-lock.ts';
import { checkMetrics } from './check-metrics.ts';
import { checkOverlap } from './check-overlap.ts';
import { checkReferences } from './check-references.ts';
import { checkSeeds } from './check-seeds.ts';
import { checkSite } from './check-site.ts';
import type { Definitions, Known } from './definitions.ts';
import type { Problem } from './problem.ts';

/** What no single file can know: names that do not exist, claims made twice, metrics nobody fires. */
export function crossCheck(definitions: Definitions, known: Known): readonly Problem[] {
  return [
    ...checkSite(definitions, known),
    ...checkMetrics(definitions, known),
    ...checkLandings(definitions, known),
    ...definitions.experiments.flatMap(checkExperiment),
    ...definitions.experiments.flatMap((experiment) => checkReferences(experiment, definitions)),
    ...checkOverlap(definitions),
    ...checkSeeds(definitions),
    ...checkLock(definitions),
  ];
}
