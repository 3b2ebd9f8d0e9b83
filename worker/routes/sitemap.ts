import type { Catalog } from '#experiments/definition/catalog/catalog.ts';
import { isShown } from '../landing/open-landing.ts';
import { staticFile } from '../landing/static-file.ts';

/**
 * The build's sitemap.xml without the pages whose window is closed, and without links to them as
 * versions in another language; null when the build has none. Always whole: the next moment at which
 * a page begins or ends makes it another file, which its validators would not tell.
 */
export async function getSitemap(
  request: Request,
  context: {
    readonly assets: Fetcher;
    readonly catalog: Pick<Catalog, 'landings' | 'site'>;
    /** Epoch milliseconds. */
    readonly now: number;
  },
): Promise<Response | null> {
  const { assets, catalog, now } = context;
  const file = await staticFile(new Request(request.url), assets);
  if (file === null) return null;
  const closed = catalog.landings.filter((landing) => !isShown(landing, now));
  const addresses = closed.map(({ path }) => catalog.site.origin + path);
  return new Response(withoutPages(await file.text(), addresses), {
    headers: {
      'Content-Type': 'application/xml; charset=utf-8',
      'Cache-Control': 'public, max-age=0, must-revalidate',
    },
  });
}

/** Entries are as site/build/share/sitemap.ts writes them: a `<url>` in lines of its own. */
function withoutPages(text: string, addresses: readonly string[]): string {
  return text.replace(/ {2}<url>\n[\s\S]*? {2}<\/url>\n/g, (entry) => {
    if (addresses.some((one) => entry.includes(`<loc>${one}</loc>`))) return '';
    return entry
      .split('\n')
      .filter((line) => !addresses.some((one) => line.includes(`href="${one}"`)))
      .join('\n');
  });
}
