import { areGroupMates } from '../assignment/group.ts';
import type { CatalogExperiment } from '../definition/catalog/catalog.ts';
import { conflictsAmong } from '../definition/checks/conflicts.ts';
import { changesContent } from '../definition/experiment/combination.ts';

/**
 * Whether two experiments cannot run at the same time: on a landing of both they write to one
 * place, or one shows a whole page where the other changes something. Of one group they can, as
 * long as their parts of its visitors do not overlap. An experiment that is called ended excludes
 * nothing.
 */
export function excludeEachOther(a: CatalogExperiment, b: CatalogExperiment): boolean {
  if (a.status === 'ended' || b.status === 'ended') return false;
  if (!a.landings.some((path) => b.landings.includes(path))) return false;
  if (areGroupMates(a, b)) return partsOverlap(a.groupRangeBp, b.groupRangeBp);
  return conflictsAmong([a, b]).length > 0 || replaces(a, b) || replaces(b, a);
}

function replaces(one: CatalogExperiment, other: CatalogExperiment): boolean {
  return one.variants.some(({ page }) => page !== undefined) && other.variants.some(changesContent);
}

type Range = CatalogExperiment['groupRangeBp'];

function partsOverlap(a: Range, b: Range): boolean {
  return a !== undefined && b !== undefined && a[0] < b[1] && b[0] < a[1];
}
