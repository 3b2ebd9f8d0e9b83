import { pickedPath } from '#experiments/ad-groups/pick.ts';
import type { CatalogLanding } from '#experiments/definition/catalog/catalog.ts';

/**
 * The page that a request to a landing gets: the ad group's that its query picks, else the landing.
 * It is served at the requested address, query and all, and counted under its own path.
 */
export function pickedLanding(
  landing: CatalogLanding,
  url: URL,
  landings: ReadonlyMap<string, CatalogLanding>,
): CatalogLanding {
  if (landing.picks === undefined || url.search === '') return landing;
  const parameters = url.searchParams;
  const path = pickedPath(landing.picks, (name) => parameters.get(name));
  return (path === null ? undefined : landings.get(path)) ?? landing;
}
