import { withDefaults } from '#experiments/definition/keyword/keyword-places.ts';
import { alternatesByPath } from '#experiments/definition/landing/translations.ts';
import { timesOf } from '#experiments/definition/sections/section-times.ts';
import { directionOf } from '#experiments/definition/settings/locale.ts';
import { windowOf } from '#experiments/definition/time/window.ts';
import { catalog } from '#generated/catalog.ts';
import { landings } from '#generated/landings.ts';
import { shareImages } from '#generated/share.ts';

/** Language versions of every page that has any, by its public path. */
const alternates = alternatesByPath(landings, catalog.site.locale);
const byPath = new Map(landings.map((landing) => [landing.path, landing]));

/** What the head of a page tells search engines, networks and messengers. */
export type LandingHead = NonNullable<ReturnType<typeof landingHead>>;

/**
 * The head of the landing at a public path. Variants have the control's and a page per ad group its
 * parent's, because that is the address they name as canonical. Undefined where no landing is.
 */
export function landingHead(path: string) {
  const found = byPath.get(path);
  if (found === undefined) return undefined;
  // Told to everybody at all times: without keywords, and without what comes and goes.
  const always = found.sections.filter((section) => windowOf(timesOf(section), 'UTC') === null);
  const landing = withDefaults({ ...found, sections: always }, found.keywords);
  const { site } = catalog;
  const versions = alternates.get(path) ?? [];
  const locale = landing.locale ?? site.locale;
  const drawn = shareImages[path];
  return {
    landing,
    url: site.origin + path,
    brand: site.name,
    origin: site.origin,
    currency: site.currency,
    locale,
    direction: directionOf(locale),
    alternates: versions.map((one) => ({ hreflang: one.hreflang, href: site.origin + one.path })),
    otherLocales: versions.map(({ hreflang }) => hreflang).filter((one) => !same(one, locale)),
    /** The picture that the build draws; undefined where the landing names one. */
    drawn: drawn && { ...drawn, url: site.origin + drawn.file },
  };
}

function same(hreflang: string, locale: string): boolean {
  return hreflang === 'x-default' || hreflang === locale;
}
