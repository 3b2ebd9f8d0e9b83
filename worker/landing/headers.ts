import { SAFE_HEADERS } from '#experiments/contract/safe-headers.ts';

/** Headers of every page that a visitor sees. */
const PAGE_HEADERS = {
  'Content-Type': 'text/html; charset=utf-8',
  // A stored page would bring back an old token; no-store would cost the back/forward cache.
  'Cache-Control': 'private, no-cache',
  ...SAFE_HEADERS,
} as const;

/**
 * Page headers with the page's own Content-Security-Policy. What keeps a page out of search engines
 * in its head does so in a header as well, for programs that read no HTML.
 */
export function pageHeaders(csp: string | null, noindex = false): Headers {
  const headers = new Headers(PAGE_HEADERS);
  if (noindex) headers.set('X-Robots-Tag', 'noindex');
  if (csp) headers.set('Content-Security-Policy', csp);
  return headers;
}
