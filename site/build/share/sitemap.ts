import { alternatesByPath, type Translated } from '#experiments/definition/landing/translations.ts';

type Listed = Translated & { readonly index: boolean };

/**
 * sitemap.xml: landings with `index: true` and their versions in other languages, as complete
 * addresses. Pages per ad group name another page as canonical and are not in it. Undefined when no
 * landing may be listed. Source: https://www.sitemaps.org/protocol.html and, for `xhtml:link`,
 * https://developers.google.com/search/docs/specialty/international/localized-versions.
 */
export function sitemapText(
  landings: readonly Listed[],
  { origin, locale }: { readonly origin: string; readonly locale: string },
): string | undefined {
  const listed = landings.filter(({ index, parent }) => index && parent === undefined);
  if (listed.length === 0) return undefined;
  const alternates = alternatesByPath(listed, locale);
  const urls = listed.map(({ path }) => {
    const versions = (alternates.get(path) ?? []).map(
      (one) =>
        `\n    <xhtml:link rel="alternate" hreflang="${one.hreflang}" href="${xml(origin + one.path)}"/>`,
    );
    return `  <url>\n    <loc>${xml(origin + path)}</loc>${versions.join('')}\n  </url>\n`;
  });
  return `<?xml version="1.0" encoding="UTF-8"?>
<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" xmlns:xhtml="http://www.w3.org/1999/xhtml">
${urls.join('')}</urlset>
`;
}

function xml(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('"', '&quot;');
}
