import type { View } from '#experiments/contract/token.ts';
import type { Catalog, CatalogLanding } from '#experiments/definition/catalog.ts';
import { combinationPath } from '#experiments/definition/combination.ts';
import { botReasons } from '../visitor/bot.ts';
import { factsOf } from '../visitor/facts.ts';
import { identify } from '../visitor/identity.ts';
import { readJoined } from '../visitor/joined-cookie.ts';
import type { Keyring } from '../visitor/keyring.ts';
import { assignPage } from './assignments.ts';
import { composePage } from './compose-page.ts';
import type { FirstViewCounter } from './first-view-counter.ts';
import { pageHeaders } from './headers.ts';
import { liveExperiments, type RunStates } from './live-experiments.ts';
import type { PageReader } from './page-memory.ts';
import { stayJoined } from './stay-joined.ts';
import { writeViewToken } from './write-view-token.ts';

/** What serving a landing needs; D1 is not among it. */
export type ServeContext = {
  readonly catalog: Catalog;
  /** Null without a signing key: then everybody gets the control, unmarked and uncounted. */
  readonly keys: Keyring | null;
  readonly states: RunStates;
  readonly readPage: PageReader;
  readonly now: number;
  /** Moment by which windows are open or closed: `now`, but in development any that is asked for. */
  readonly shownAt: number;
  /** Told of every view that was assigned, and whether its page was there. */
  readonly countView?: FirstViewCounter['count'];
};

/**
 * The page of a landing for this visitor: assigned, filled and signed, or the control uncounted
 * where a part fails. Null when the build has no such page at all.
 */
export async function serveLanding(
  request: Request,
  landing: CatalogLanding,
  context: ServeContext,
): Promise<Response | null> {
  const url = new URL(request.url);
  const { keys, now } = context;
  if (!keys) return controlPage(request, url, { landing, ...context });
  const identity = await identify(request, url, { keys, now });
  const { visitorId, returning } = identity;
  const live = liveExperiments(context.catalog, landing.path, context);
  const timeZones = live.flatMap(({ experiment }) => experiment.audience.timeZone ?? []);
  const facts = factsOf(request, url, { returning, now, timeZones });
  const joined = await readJoined(request, url, { visitorId, keys });
  const { assignments, key, entered } = assignPage(live, { id: visitorId, facts, joined });
  const path = combinationPath(key, landing.path);
  const found = await readOrNull(context.readPage, path);
  const view: View = {
    n: crypto.randomUUID(),
    t: now,
    p: landing.path,
    m: 'cookie',
    b: botReasons(request.headers),
    d: facts.device,
    c: facts.country,
    r: returning ? 1 : 0,
    a: assignments,
  };
  if (request.method !== 'HEAD') context.countView?.(view, found !== null);
  if (!found) return controlPage(request, url, { landing, ...context });
  const token = await writeViewToken(view, visitorId, keys);
  const headers = pageHeaders(found.page.csp, found.page.noindex);
  headers.set('Server-Timing', `tl;desc=${found.source}`);
  if (identity.setCookie) headers.append('Set-Cookie', identity.setCookie);
  const renew = identity.setCookie !== null;
  const { catalog } = context;
  const stay = await stayJoined(url, { visitorId, keys, catalog, joined, entered, renew });
  if (stay) headers.append('Set-Cookie', stay);
  const bytes = composePage(found.page, { token, query: url.searchParams, now: context.shownAt });
  return bodyFor(request, bytes, headers);
}

/** Whatever keeps a variant's page away, the visitor gets the control. */
async function readOrNull(readPage: PageReader, path: string): ReturnType<PageReader> {
  let why = 'not built';
  const found = await readPage(path).catch((error: unknown) => {
    why = String(error);
    return null;
  });
  if (!found) console.error(JSON.stringify({ level: 'error', event: 'page-missing', path, why }));
  return found;
}

async function controlPage(
  request: Request,
  url: URL,
  { landing, readPage, shownAt }: ServeContext & { readonly landing: CatalogLanding },
): Promise<Response | null> {
  const found = await readPage(landing.path);
  if (!found) return null;
  const headers = pageHeaders(found.page.csp, found.page.noindex);
  headers.set('Server-Timing', `tl;desc=${found.source}`);
  const bytes = composePage(found.page, { token: '', query: url.searchParams, now: shownAt });
  return bodyFor(request, bytes, headers);
}

function bodyFor(request: Request, bytes: Uint8Array, headers: Headers): Response {
  headers.set('Content-Length', String(bytes.length));
  return new Response(request.method === 'HEAD' ? null : bytes, { headers });
}
