import type { Catalog } from '#experiments/definition/catalog/catalog.ts';

/** Languages of the site's pages, the site's own first. */
export function languagesOf({ site, landings }: Catalog): readonly string[] {
  return [...new Set([site.locale, ...landings.map(({ locale }) => locale)])];
}
