import type { VisitorFacts } from '#experiments/assignment/eligibility.ts';
import { packed } from '#experiments/bots/rules.ts';
import type { View } from '#experiments/contract/token.ts';
import type { Catalog, CatalogLanding } from '#experiments/definition/catalog/catalog.ts';
import { combinationPath } from '#experiments/definition/experiment/combination.ts';
import { logEvent } from '../log.ts';
import { botReasons, networkFacts } from '../visitor/bot.ts';
import type { DaySalt } from '../visitor/day-salt.ts';
import { factsOf } from '../visitor/facts.ts';
import { readJoined } from '../visitor/joined-cookie.ts';
import type { Keyring } from '../visitor/keyring.ts';
import { recognise } from '../visitor/recognition.ts';
import { assignPage } from './assignments.ts';
import { composePage } from './compose-page.ts';
import { type Filling, filledPage, pageAnswer } from './filled-page.ts';
import type { FirstViewCounter } from './first-view-counter.ts';
import { pageHeaders } from './headers.ts';
import { type LiveExperiment, liveExperiments, type RunStates } from './live-experiments.ts';
import type { PageReader } from './page-memory.ts';

/** Facts of nobody: winners are shown whoever comes. */
const UNKNOWN: VisitorFacts = {
  device: 'desktop',
  country: '',
  returning: false,
  language: '',
  query: new Map(),
  times: new Map(),
};

/** What serving a landing needs; D1 is not among it. */
export type ServeContext = {
  readonly catalog: Catalog;
  /** Null without a signing key: then everybody gets the control, unmarked and uncounted. */
  readonly keys: Keyring | null;
  readonly states: RunStates;
  /** Of today, where consent recognises visitors for the day and D1 has told it. */
  readonly daySalt?: DaySalt | null;
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
  try {
    return await assignedPage(request, landing, context);
  } catch (error) {
    // Visitors first: whatever is wrong with an experiment, its page is there.
    logEvent('error', 'page-unassigned', { of: landing.path, error });
    return uncountedPage(request, new URL(request.url), { landing, ...context });
  }
}

async function assignedPage(
  request: Request,
  landing: CatalogLanding,
  context: ServeContext,
): Promise<Response | null> {
  const url = new URL(request.url);
  const { keys, now, catalog, daySalt = null } = context;
  if (!keys) return uncountedPage(request, url, { landing, ...context });
  const known = await recognise(request, url, { keys, now, site: catalog.site, daySalt });
  const { mode, unitId, returning } = known;
  const live = liveExperiments(catalog, landing.path, context);
  if (mode === 'off') {
    const decided = live.filter(({ winner }) => winner !== undefined);
    return uncountedPage(request, url, { landing, ...context, live: decided });
  }
  const timeZones = live.flatMap(({ experiment }) => experiment.audience.timeZone ?? []);
  const facts = factsOf(request, url, { returning, now, timeZones });
  const stored = mode === 'cookie';
  const joined = stored ? await readJoined(request, url, { visitorId: unitId, keys }) : [];
  const { assignments, key, entered } = assignPage(live, { id: unitId, facts, joined });
  const path = combinationPath(key, landing.path);
  const found = await readOrNull(context.readPage, path);
  const view: View = {
    n: known.nonce,
    t: now,
    p: landing.path,
    m: mode,
    ...(mode === 'cookieless' ? { u: unitId } : {}),
    b: packed(botReasons(request.headers, networkFacts(request))),
    d: facts.device,
    c: facts.country,
    r: returning ? 1 : 0,
    ...(known.afterConsent ? { k: 1 } : {}),
    a: assignments,
  };
  const entering = { joined: stored ? joined : null, entered };
  const filling = { view, known, entering, context: { ...context, keys } };
  const page = found && (await filledOrNull(request, url, { ...filling, found }));
  if (request.method !== 'HEAD') context.countView?.(view, page !== null);
  return page ?? uncountedPage(request, url, { landing, ...context });
}

/** Whatever keeps a variant's page away, the visitor gets the control. */
async function readOrNull(readPage: PageReader, path: string): ReturnType<PageReader> {
  let why = 'not built';
  const found = await readPage(path).catch((error: unknown) => {
    why = String(error);
    return null;
  });
  if (!found) logEvent('error', 'page-missing', { of: path, error: why });
  return found;
}

/** A page that is there and cannot be filled is as good as none. */
async function filledOrNull(
  request: Request,
  url: URL,
  filling: Filling,
): Promise<Response | null> {
  return filledPage(request, url, filling).catch((error: unknown) => {
    logEvent('error', 'page-missing', { of: filling.view.p, error });
    return null;
  });
}

/** The page of the control, or of the variants that have won, for a view that is not counted. */
async function uncountedPage(
  request: Request,
  url: URL,
  {
    landing,
    readPage,
    shownAt,
    live = [],
  }: ServeContext & { readonly landing: CatalogLanding; readonly live?: readonly LiveExperiment[] },
): Promise<Response | null> {
  const { key } = assignPage(live, { id: '', facts: UNKNOWN, joined: [] });
  const won = key === '' ? null : await readOrNull(readPage, combinationPath(key, landing.path));
  const found = won ?? (await readPage(landing.path));
  if (!found) return null;
  const headers = pageHeaders(found.page.csp, found.page.noindex);
  headers.set('Server-Timing', `tl;desc=${found.source}`);
  const bytes = composePage(found.page, { token: '', query: url.searchParams, now: shownAt });
  return pageAnswer(request, bytes, headers);
}
