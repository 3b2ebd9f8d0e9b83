import type { View } from '#experiments/contract/token.ts';
import type { Catalog } from '#experiments/definition/catalog/catalog.ts';
import type { Keyring } from '../visitor/keyring.ts';
import type { Recognition } from '../visitor/recognition.ts';
import { composePage } from './compose-page.ts';
import { handOver } from './hand-over.ts';
import { pageHeaders } from './headers.ts';
import type { Page } from './page-bytes.ts';
import type { PageSource } from './page-memory.ts';
import { stayJoined } from './stay-joined.ts';
import { writeClickToken } from './write-click-token.ts';

/** A page of the build, and what one view makes of it. */
export type Filling = {
  readonly found: { readonly page: Page; readonly source: PageSource };
  readonly view: View;
  readonly known: Recognition;
  readonly entering: {
    /** Ids of audiences that the visitor has been in; null where nothing is stored. */
    readonly joined: readonly string[] | null;
    /** Those that this view adds. */
    readonly entered: readonly string[];
  };
  readonly context: {
    readonly catalog: Catalog;
    readonly keys: Keyring;
    readonly now: number;
    /** Moment by which windows are open or closed. */
    readonly shownAt: number;
  };
};

/** The page with everything that is this view's own: token, cookies, words, links. */
export async function filledPage(
  request: Request,
  url: URL,
  { found, view, known, entering, context }: Filling,
): Promise<Response> {
  const { keys, catalog, now } = context;
  const { unitId, nonce, setCookie } = known;
  const query = url.search.slice(1);
  const token = await writeClickToken(view, { unitId, query, width: found.page.width, keys });
  const headers = pageHeaders(found.page.csp, found.page.noindex);
  headers.set('Server-Timing', `tl;desc=${found.source}`);
  if (setCookie) headers.append('Set-Cookie', setCookie);
  const { joined, entered } = entering;
  if (joined) {
    const renew = setCookie !== null;
    const stay = await stayJoined(url, {
      visitorId: unitId,
      keys,
      catalog,
      joined,
      entered,
      renew,
    });
    if (stay) headers.append('Set-Cookie', stay);
  }
  const { site } = catalog;
  const bytes = composePage(found.page, {
    token,
    query: url.searchParams,
    now: context.shownAt,
    shows: known.asks ? ['ask'] : [],
    handOver: await handOver(request, found.page, { unitId, nonce, query, keys, site, now }),
  });
  return pageAnswer(request, bytes, headers);
}

/** The answer with a page's bytes; without them for HEAD. */
export function pageAnswer(request: Request, bytes: Uint8Array, headers: Headers): Response {
  headers.set('Content-Length', String(bytes.length));
  return new Response(request.method === 'HEAD' ? null : bytes, { headers });
}
