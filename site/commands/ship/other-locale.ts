import type { Compiled } from '#experiments/definition/catalog/compile.ts';
import type { Choice } from './choose.ts';

type Good = Extract<Compiled, { readonly ok: true }>;

/**
 * Warns for each address that changes its language because the page that won is in another one;
 * empty where none does. A landing without `locale` is in the site's.
 */
export function otherLocaleWarnings(
  { catalog, landings }: Good,
  { experiment, winner }: Choice,
): readonly string[] {
  const localeOf = (locale: string | undefined) => locale ?? catalog.site.locale;
  const shown = landings.find(({ path }) => path === winner.page);
  if (shown === undefined) return [];
  const to = localeOf(shown.locale);
  return landings
    .filter(({ path, locale }) => experiment.landings.includes(path) && localeOf(locale) !== to)
    .map(
      ({ path, locale }) =>
        `Warning: ${path} is in "${localeOf(locale)}" and becomes "${to}", as ${shown.path} is: its texts, form messages, links in the footer and hreflang change with it. If that is not meant, do not write this: make a page of the winner in "${localeOf(locale)}" first.`,
    );
}
