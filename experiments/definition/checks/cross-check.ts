import type { Definitions, Known } from '../catalog/definitions.ts';
import type { Problem } from '../faults/problem.ts';
import { checkAudiences } from './audience.ts';
import { checkCombinations } from './combinations.ts';
import { checkCounted } from './counted.ts';
import { checkCrm } from './crm.ts';
import { checkDayUnits } from './day-units.ts';
import { checkDeadLinks } from './dead-links.ts';
import { checkDealMetrics } from './deal-metrics.ts';
import { checkExperiment } from './experiment.ts';
import { checkGroups } from './groups.ts';
import { checkLandings } from './landings.ts';
import { checkLeads } from './leads.ts';
import { checkLocales } from './locales.ts';
import { checkLock } from './lock.ts';
import { checkMetrics } from './metrics.ts';
import { checkOverlap } from './overlap.ts';
import { checkPageCount } from './page-count.ts';
import { checkParents } from './parents.ts';
import { checkPictures } from './pictures.ts';
import { checkPlatforms } from './platforms.ts';
import { checkReferences } from './references.ts';
import { checkSeeds } from './seeds.ts';
import { checkSite } from './site.ts';
import { checkSurroundings } from './surroundings.ts';
import { checkUrlArms } from './url-arms.ts';
import { checkVariants } from './variants.ts';
import { checkWindowLinks } from './window-links.ts';
import { checkWindows } from './windows.ts';

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
    ...checkDeadLinks(definitions, known),
    ...checkSeeds(definitions),
    ...checkUrlArms(definitions),
    ...checkLock(definitions),
    ...checkSurroundings(definitions),
  ];
}
