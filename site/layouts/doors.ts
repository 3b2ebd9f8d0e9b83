import type { NamedLanding } from '#experiments/definition/catalog/compile.ts';
import { withDefaults } from '#experiments/definition/keyword/keyword-places.ts';
import type { Site } from '#experiments/definition/settings/site.ts';
import type { Times } from '#experiments/definition/time/window.ts';

/** A way on to a landing, while the landing shows. */
export type Door = {
  readonly href: string;
  readonly title: string;
  readonly text: string;
  readonly times: Times;
  readonly timeZone: string;
};

/**
 * Doors to every landing of its own that is in the language of the site, as the pages with doors are;
 * ad groups' pages are reached by their parent's.
 */
export function doorsTo(
  landings: readonly NamedLanding[],
  { timeZone, locale: language }: Pick<Site, 'timeZone' | 'locale'>,
): readonly Door[] {
  return landings
    .filter(({ parent, locale = language }) => parent === undefined && locale === language)
    .map(({ path, title, description, keywords, from, until, timeZone: own }) => ({
      href: path,
      ...withDefaults({ title, text: description }, keywords),
      times: { from, until },
      timeZone: own ?? timeZone,
    }));
}
