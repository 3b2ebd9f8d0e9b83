import type { Arrival } from '#experiments/contract/events.ts';
import { MAX_QUERY_BYTES } from '#experiments/contract/events.ts';
import { pagePath } from '../landing/public-path.ts';

/**
 * The arrival of a form's page, from the same-origin referrer that browsers send with it: all that
 * is known of it where no script ran. `paths` are where the page may stand. Null when the browser sent none.
 */
export function arrivalOfForm(
  request: Request,
  url: URL,
  paths: readonly string[],
): Arrival | null {
  const referrer = request.headers.get('Referer');
  if (!referrer || !URL.canParse(referrer)) return null;
  const page = new URL(referrer);
  if (page.origin !== url.origin) return null;
  if (!paths.includes(pagePath(page.pathname) ?? '')) return null;
  const query = referrer.split('#', 1)[0]?.split('?').slice(1).join('?') ?? '';
  return { query: query.slice(0, MAX_QUERY_BYTES), referrer: '' };
}
