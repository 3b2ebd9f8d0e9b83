import path from 'node:path';
import type { Compiled } from '#experiments/definition/catalog/compile.ts';
import { cached } from './cache.ts';
import { drawnImages } from './drawn-images.ts';
import { type Files, iconFiles, siteIcon } from './icons.ts';
import { pngOf } from './picture-library.ts';
import { robotsText } from './robots.ts';
import { drawShareImage } from './share-image.ts';
import { sitemapText } from './sitemap.ts';

type Good = Extract<Compiled, { readonly ok: true }>;

/** Pictures that were drawn before, from the project's root. */
const CACHE_FOLDER = 'node_modules/.cache/truelift';

/** Every file of the site besides its pages, by public path: icons, drawn pictures, robots, sitemap. */
export async function siteFiles(root: string, { catalog, landings }: Good): Promise<Files> {
  const { site } = catalog;
  const icon = await siteIcon(root, site);
  const mark = await pngOf(icon.bytes, 128);
  const folder = path.join(root, CACHE_FOLDER);
  const pictures = await Promise.all(
    drawnImages(landings, site, icon.bytes).map(
      async ({ image, shown }) =>
        [
          image.file,
          await cached(folder, path.basename(image.file), () => drawShareImage(shown, mark)),
        ] as const,
    ),
  );
  const sitemap = sitemapText(landings, site);
  return new Map([
    ...(await iconFiles(icon)),
    ...(site.icon === undefined ? await cobaltIcon(root, site) : []),
    ...pictures,
    ['/robots.txt', Buffer.from(robotsText(site.origin, sitemap !== undefined))],
    ...(sitemap === undefined ? [] : [['/sitemap.xml', Buffer.from(sitemap)] as const]),
  ]);
}

/** The initial on the other accent, for the tabs of pages that have it. */
async function cobaltIcon(
  root: string,
  site: Good['catalog']['site'],
): Promise<readonly (readonly [string, Buffer])[]> {
  const { bytes } = await siteIcon(root, site, 'cobalt');
  return [['/favicon-cobalt.svg', bytes]];
}
