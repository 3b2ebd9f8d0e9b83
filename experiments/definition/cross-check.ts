import { checkAudiences } from './check-audience.ts';
import { checkCombinations } from './check-combinations.ts';
import { checkCounted } from './check-counted.ts';
import { checkCrm } from './check-crm.ts';
import { checkDayUnits } from './check-day-units.ts';
import { checkDealMetrics } from './check-deal-metrics.ts';
import { checkExperiment } from './check-experiment.ts';
import { checkGroups } from './check-groups.ts';
import { checkLandings } from './check-landings.ts';
import { checkLeads } from './check-leads.ts';
import { checkLocales } from './check-locales.ts';
import { checkLock } from './check-lock.ts';
import { checkMetrics } from './check-metrics.ts';
import { checkOverlap } from './check-overlap.ts';
import { checkPageCount } from './check-page-count.ts';
import { checkParents } from './check-parents.ts';
import { checkPictures } from './check-pictures.ts';
import { checkPlatforms } from './check-platforms.ts';
import { checkReferences } from './check-references.ts';
import { checkSeeds } from './check-seeds.ts';
import { checkSite } from './check-site.ts';
import { checkSurroundings } from './check-surroundings.ts';
import { checkUrlArms } from './check-url-arms.ts';
import { checkVariants } from './check-variants.ts';
import { checkWindowLinks } from './check-window-links.ts';
import { checkWindows } from './check-windows.ts';
import type { Definitions, Known } from './definitions.ts';
import type { Problem } from './problem.ts';

/** What no single file can know: names that do not exist, claims made twice, metrics nobody fires. */
export function crossCheck(definitions: Definitions, known: Known): readonly Problem[] {
  return [
    ...checkSite(definitions, known),
    ...checkMetrics(definitions, known),
    ...checkCounted(definitions),
    ...checkDealMetrics(definitions),
    ...checkCrm(definitions),
    ...checkPlatforms(definitions),
    ...checkLandings(definitions, known),
    ...checkLeads(definitions),
    ...checkLocales(definitions),
    ...checkParents(definitions),
    ...checkPictures(definitions, known),
    ...checkPageCount(definitions),
    ...definitions.experiments.flatMap(checkExperiment),
    ...definitions.experiments.flatMap((experiment) => checkReferences(experiment, definitions)),
    ...checkAudiences(definitions, known),
    ...checkDayUnits(definitions),
    ...checkGroups(definitions),
    ...checkVariants(definitions),
    ...checkOverlap(definitions),
    ...checkCombinations(definitions, known),
    ...checkWindows(definitions, known),
    ...checkWindowLinks(definitions, known),
    ...checkSeeds(definitions),
    ...checkUrlArms(definitions),
    ...checkLock(definitions),
    ...checkSurroundings(definitions),
  ];
}
