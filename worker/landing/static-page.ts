import type { Env } from '../env.ts';
import type { Ports } from '../ports.ts';
import { composePage } from './compose-page.ts';
import type { HandOver } from './hand-over.ts';
import { pageHeaders } from './headers.ts';
import type { Page } from './page-bytes.ts';
import type { PageReader } from './page-memory.ts';

/** Fetches a page file by path: from the assets, or from Astro where the build is still to come. */
export function pageFetcher(
  request: Request,
  { env, ctx, ports }: { readonly env: Env; readonly ctx: ExecutionContext; readonly ports: Ports },
): (path: string) => Promise<Response> {
  return async (path) => {
    // A request of its own: conditional and range headers of the visitor must not reach the assets.
    const url = new URL(request.url);
    url.pathname = path;
    url.search = '';
    const page = new Request(url);
    const asset = await env.ASSETS.fetch(page);
    return ports.development && asset.status !== 200 ? ports.renderPage(page, env, ctx) : asset;
  };
}

/** A prerendered page that is no landing: the same for everybody, in no experiment. */
export async function staticPage(
  request: Request,
  path: string,
  {
    readPage,
    now,
    status = 200,
    shows = [],
    handOverOf = async () => null,
  }: {
    readonly readPage: PageReader;
    readonly now: number;
    readonly status?: number;
    /** See `Composition`. */
    readonly shows?: readonly string[];
    /** What its links to other sites take along. */
    readonly handOverOf?: (page: Page) => Promise<HandOver | null>;
  },
): Promise<Response | null> {
  const found = await readPage(path);
  if (!found) return null;
  const headers = pageHeaders(found.page.csp, found.page.noindex);
  const query = new URL(request.url).searchParams;
  const handOver = await handOverOf(found.page);
  const view = { token: '', query, now, shows, handOver };
  const body = request.method === 'HEAD' ? null : composePage(found.page, view);
  return new Response(body, { status, headers });
}
