import type { NamedLanding } from '#experiments/definition/catalog/compile.ts';
import { withDefaults } from '#experiments/definition/keyword/keyword-places.ts';
import type { Translated } from '#experiments/definition/landing/translations.ts';
import { directionOf } from '#experiments/definition/settings/locale.ts';
import type { Site } from '#experiments/definition/settings/site.ts';
import { contentHash } from './cache.ts';
import { DRAWING_VERSION, SHARE_SIZE, type ShareImage } from './share-image.ts';
import type { DrawnFile } from './shared-files.ts';

/** A picture that the build draws for one landing, and what pages say about it. */
export type DrawnImage = {
  /** Public path of the landing. */
  readonly path: string;
  readonly shown: ShareImage;
  readonly image: DrawnFile;
};

/**
 * One picture for each landing that names none itself. Variants share the control's, and pages per
 * ad group their parent's, so that a thousand of them cost nothing.
 */
export function drawnImages(
  landings: readonly (NamedLanding & Pick<Translated, 'parent'>)[],
  site: Site,
  iconBytes: Buffer,
): readonly DrawnImage[] {
  const icon = contentHash(iconBytes.toString('base64'));
  return landings
    .filter(({ image, parent }) => image === undefined && parent === undefined)
    .map(({ path, theme, locale = site.locale, ...landing }) => {
      const title = withDefaults(landing.title, landing.keywords);
      const direction = directionOf(locale);
      const shown = { title, brand: site.name, accent: theme.accent, direction };
      const hash = contentHash([DRAWING_VERSION, shown, icon]);
      const file = `/_astro/share.${hash}.png`;
      const alt = `${title} – ${site.name}`;
      return { path, shown, image: { file, type: 'image/png', ...SHARE_SIZE, alt } };
    });
}
