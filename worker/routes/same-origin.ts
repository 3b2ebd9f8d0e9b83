import type { Site } from '#experiments/definition/settings/site.ts';
import { isHttpLoopback } from '../visitor/cookie.ts';

/**
 * Whether a write comes from one of our own pages: browsers say so in Sec-Fetch-Site and Origin
 * (Fetch standard, "Origin header"; W3C Fetch Metadata). Senders that give neither are no browser
 * acting for somebody else and pass; their signatures are checked like everybody's. Forms of a page
 * that gives no referrer, as the report's, come with the origin "null", so there the other header
 * decides.
 */
export function isSameOrigin(request: Request, url: URL): boolean {
  const site = request.headers.get('Sec-Fetch-Site');
  if (site !== null && site !== 'same-origin' && site !== 'none') return false;
  const origin = request.headers.get('Origin');
  if (origin === 'null') return site === 'same-origin';
  return origin === null || origin === url.origin;
}

/** Whether the request reached the site by one of its own host names; others record nothing. */
export function isOwnHost(url: URL, site: Pick<Site, 'origin' | 'hosts'>): boolean {
  return (
    url.hostname === new URL(site.origin).hostname ||
    site.hosts.includes(url.hostname) ||
    isHttpLoopback(url)
  );
}
