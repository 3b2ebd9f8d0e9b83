import { assign } from '#experiments/assignment/assign.ts';
import type { VisitorFacts } from '#experiments/assignment/eligibility.ts';
import type { View, ViewAssignment } from '#experiments/contract/token.ts';
import type { Catalog, CatalogLanding } from '#experiments/definition/catalog.ts';
import {
  changesContent,
  combinationKey,
  combinationPath,
} from '#experiments/definition/combination.ts';
import { PREVIEW_PARAMETER, VARIANT_PARAMETER } from '#experiments/links/preview-link.ts';
import { botReasons } from '../visitor/bot.ts';
import { countryOf, deviceOf } from '../visitor/facts.ts';
import { type Identity, identify } from '../visitor/identity.ts';
import type { Keyring } from '../visitor/keyring.ts';
import { pageHeaders } from './headers.ts';
import { type LiveExperiment, liveExperiments, type RunStates } from './live-experiments.ts';
import { fillSlots } from './page-bytes.ts';
import type { PageReader } from './page-memory.ts';
import { writeViewToken } from './write-view-token.ts';

/** What serving a landing needs; D1 is not among it. */
export type ServeContext = {
  readonly catalog: Catalog;
  /** Null without a signing key: then everybody gets the control, unmarked and uncounted. */
  readonly keys: Keyring | null;
  readonly states: RunStates;
  readonly readPage: PageReader;
  readonly now: number;
  /** Whether `?variant=` chooses without a signature. */
  readonly development: boolean;
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
  if (!keys) return controlPage(request, landing, context);
  if (asksForPreview(url, context.development)) {
    const { servePreview } = await import('./preview.ts');
    const preview = await servePreview(request, landing, { ...context, url, keys });
    if (preview) return preview;
  }
  const identity = await identify(request, url, { keys, now });
  const facts = factsOf(request, identity);
  const live = liveExperiments(context.catalog, landing.path, context);
  const assignments = assignmentsOf(live, identity.visitorId, facts);
  const path = combinationPath(keyOf(live, assignments), landing.path);
  const found = await context.readPage(path);
  if (!found) {
    console.error(JSON.stringify({ level: 'error', event: 'page-missing', path }));
    return controlPage(request, landing, context);
  }
  const view: View = {
    n: crypto.randomUUID(),
    t: now,
    p: landing.path,
    m: 'cookie',
    b: botReasons(request.headers),
    d: facts.device,
    c: facts.country,
    r: identity.returning ? 1 : 0,
    a: assignments,
  };
  const token = await writeViewToken(view, identity.visitorId, keys);
  const headers = pageHeaders(found.page.csp);
  headers.set('Server-Timing', `tl;desc=${found.source}`);
  if (identity.setCookie) headers.set('Set-Cookie', identity.setCookie);
  return bodyFor(request, fillSlots(found.page, token), headers);
}

/** Visitors' addresses have no such parameter: for them a preview costs this look at the query. */
function asksForPreview(url: URL, development: boolean): boolean {
  return (
    url.search.includes(`${PREVIEW_PARAMETER}=`) ||
    (development && url.searchParams.has(VARIANT_PARAMETER))
  );
}

async function controlPage(
  request: Request,
  landing: CatalogLanding,
  { readPage }: ServeContext,
): Promise<Response | null> {
  const found = await readPage(landing.path);
  if (!found) return null;
  const headers = pageHeaders(found.page.csp);
  headers.set('Server-Timing', `tl;desc=${found.source}`);
  return bodyFor(request, fillSlots(found.page, ''), headers);
}

function bodyFor(request: Request, bytes: Uint8Array, headers: Headers): Response {
  headers.set('Content-Length', String(bytes.length));
  return new Response(request.method === 'HEAD' ? null : bytes, { headers });
}

function factsOf(request: Request, identity: Identity): VisitorFacts {
  return {
    device: deviceOf(request.headers),
    country: countryOf(request),
    returning: identity.returning,
  };
}

function assignmentsOf(
  live: readonly LiveExperiment[],
  visitorId: string,
  facts: VisitorFacts,
): ViewAssignment[] {
  return live.map(({ experiment, state }) => {
    const assignment = assign(experiment, state, { id: visitorId, facts });
    const shared = { x: experiment.id, e: assignment.epoch, f: experiment.fingerprint };
    return assignment.in
      ? { ...shared, v: assignment.variantId }
      : { ...shared, o: assignment.reason };
  });
}

function keyOf(live: readonly LiveExperiment[], assignments: readonly ViewAssignment[]): string {
  return combinationKey(
    live.flatMap(({ experiment }, index) => {
      const assignment = assignments[index];
      const chosen =
        assignment && 'v' in assignment
          ? experiment.variants.find((variant) => variant.id === assignment.v)
          : undefined;
      const treatment = chosen && chosen !== experiment.variants[0] && changesContent(chosen);
      return treatment ? [{ experimentId: experiment.id, variantId: chosen.id }] : [];
    }),
  );
}
