/**
 * Programs that check ads before they run and ignore the group for all others. Source: "Google
 * special-case crawlers", https://developers.google.com/search/docs/crawling-indexing/google-special-case-crawlers.
 */
const AD_REVIEWERS = ['AdsBot-Google', 'AdsBot-Google-Mobile', 'adidxbot'] as const;

/**
 * robots.txt of a site: everybody may read every page, reviewers of ads by name; what should not be
 * listed says so itself. Hidden paths are not in it, because it is public.
 */
export function robotsText(origin: string, hasSitemap: boolean): string {
  return [
    ...['*', ...AD_REVIEWERS].map((name) => `User-agent: ${name}`),
    'Allow: /',
    'Disallow: /report/',
    'Disallow: /_tl/',
    ...(hasSitemap ? ['', `Sitemap: ${origin}/sitemap.xml`] : []),
    '',
  ].join('\n');
}
