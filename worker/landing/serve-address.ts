import type { CatalogLanding } from '#experiments/definition/catalog/catalog.ts';
import {
  MOMENT_PARAMETER,
  PREVIEW_PARAMETER,
  VARIANT_PARAMETER,
} from '#experiments/links/preview-link.ts';
import { isShown, openLanding } from './open-landing.ts';
import { pickedLanding } from './picked-landing.ts';
import { type ServeContext, serveLanding } from './serve.ts';
import { staticPage } from './static-page.ts';

/** Where the build puts the page that says an offer is over. */
export const ENDED_PATH = '/ended/';

export type AddressContext = Omit<ServeContext, 'shownAt'> & {
  readonly landings: ReadonlyMap<string, CatalogLanding>;
  /** Whether `?variant=` chooses without a signature, and `?tl_at=` the moment. */
  readonly development: boolean;
};

/**
 * What a landing's address shows: a preview that is asked for, the landing whose turn it is with the
 * ad group's page that the query picks, or a page that says it is over (410). Null before the
 * landing begins, and where the build has no page.
 */
export async function serveAddress(
  request: Request,
  requested: CatalogLanding,
  context: AddressContext,
): Promise<Response | null> {
  const url = new URL(request.url);
  const { keys, landings } = context;
  if (keys && asksForPreview(url, context.development)) {
    const { servePreview } = await import('./preview.ts');
    // A signed link names one page: the ad group's, or the landing whatever the rest of the query picks.
    for (const named of new Set([pickedLanding(requested, url, landings), requested])) {
      const preview = await servePreview(request, named, { ...context, url, keys });
      if (preview) return preview;
    }
  }
  const shownAt = await momentOf(url, context);
  const shown = openLanding(requested, landings, shownAt);
  if (shown.state === 'open') {
    const picked = pickedLanding(shown.landing, url, landings);
    const landing = isShown(picked, shownAt) ? picked : shown.landing;
    return serveLanding(request, landing, { ...context, shownAt });
  }
  if (shown.state === 'ended') {
    return staticPage(request, ENDED_PATH, { ...context, now: shownAt, status: 410 });
  }
  return context.development ? notYet(requested) : null;
}

/** Visitors' addresses have no such parameter: for them a preview costs this look at the query. */
function asksForPreview(url: URL, development: boolean): boolean {
  return (
    url.search.includes(`${PREVIEW_PARAMETER}=`) ||
    (development && url.searchParams.has(VARIANT_PARAMETER))
  );
}

async function momentOf(url: URL, { development, catalog, now }: AddressContext): Promise<number> {
  if (!development || !url.searchParams.has(MOMENT_PARAMETER)) return now;
  const { askedMoment } = await import('./asked-moment.ts');
  return askedMoment(url, catalog.site.timeZone) ?? now;
}

/** Whoever writes the page should know why it is not there. */
function notYet({ path }: CatalogLanding): Response {
  const text = `${path} is not shown yet: its file says from when. Visitors get the page for unknown addresses. To see a moment to come, add ?${MOMENT_PARAMETER}= and a time, such as 2026-12-01 09:00.\n`;
  return new Response(text, {
    status: 404,
    headers: { 'Content-Type': 'text/plain; charset=utf-8', 'Cache-Control': 'no-store' },
  });
}
