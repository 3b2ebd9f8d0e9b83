import type { CatalogExperiment } from '../definition/catalog/catalog.ts';

/** What says which arm an address asks for. */
export type UrlArms = Pick<CatalogExperiment, 'assignedBy' | 'parameter' | 'variants'>;

/**
 * The variant that an address asks for, where somebody else splits the visitors, such as an ad
 * platform between two ads: the one whose values hold the parameter's, whatever its case. Null for an
 * address that asks for none. `query`: decoded parameters by lower-case name.
 */
export function urlArm(
  { parameter = '', variants }: UrlArms,
  query: ReadonlyMap<string, string>,
): string | null {
  const given = query.get(parameter.toLowerCase())?.trim().toLowerCase();
  if (given === undefined) return null;
  const arm = variants.find(({ values = [] }) =>
    values.some((value) => value.trim().toLowerCase() === given),
  );
  return arm?.id ?? null;
}
