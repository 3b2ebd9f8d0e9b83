import { consentRuleFor } from '#experiments/definition/settings/consent-rule.ts';
import type { Env } from './env.ts';
import { createDaySaltCopy } from './landing/day-salt-copy.ts';
import { createFirstViewCounter } from './landing/first-view-counter.ts';
import { createPageMemory } from './landing/page-memory.ts';
import { pagePath } from './landing/public-path.ts';
import { createRunStateCopy } from './landing/run-state-copy.ts';
import { serveAddress } from './landing/serve-address.ts';
import type { Ports } from './ports.ts';
import { requestParts } from './request-parts.ts';
import type { Router } from './router.ts';
import { failed } from './routes/failed.ts';
import { methodNotAllowed } from './routes/method-not-allowed.ts';
import { notFound } from './routes/not-found.ts';
import { isOwnHost } from './routes/same-origin.ts';
import { withSafeHeaders } from './safe-headers.ts';
import { leftOut } from './store/counts/counted-metrics.ts';
import { readDaySalts } from './store/events/day-salts.ts';
import { addFirstViews } from './store/events/first-views.ts';
import { readRunStates } from './store/operation/run-states.ts';
import { siteDay } from './store/operation/site-day.ts';
import { isHttpLoopback } from './visitor/cookie.ts';
import { countryOf } from './visitor/facts.ts';

/** The Worker's handlers; `worker/index.ts` gives it Astro, the tests a stand-in for nothing else. */
export type App = {
  readonly fetch: (request: Request, env: Env, ctx: ExecutionContext) => Promise<Response>;
  readonly scheduled: (controller: ScheduledController, env: Env) => Promise<void>;
};

/** Addresses that are no pages: their routes read paths by themselves. */
const OWN_NAMESPACE = /^\/(_tl|report)(\/|$)/;

/**
 * Wires the rooms: landing pages by a plain function in front, everything else by the router. The
 * router and the cron's jobs are loaded when first asked for: an isolate that starts for a page view
 * starts without them.
 */
export function createApp(ports: Ports): App {
  const memory = createPageMemory();
  const runStates = createRunStateCopy();
  const daySalts = createDaySaltCopy();
  const firstViews = createFirstViewCounter(leftOut(ports.catalog));
  const landings = new Map(ports.catalog.landings.map((landing) => [landing.path, landing]));
  let router: Router | undefined;

  /** Each request awaits the module by itself: in an isolate none can wait for another's I/O. */
  async function route(request: Request, env: Env, ctx: ExecutionContext): Promise<Response> {
    const { createRouter } = await import('./router.ts');
    router ??= createRouter(ports, (asked, bindings, during) =>
      requestParts(asked, { env: bindings, ctx: during, ports, memory }),
    );
    return router.fetch(request, env, ctx);
  }

  async function answer(request: Request, env: Env, ctx: ExecutionContext): Promise<Response> {
    const url = new URL(request.url);
    const path = pagePath(url.pathname);
    const landing = path === null ? undefined : landings.get(path);
    const elsewhere = path !== null || OWN_NAMESPACE.test(url.pathname);
    if (!landing && elsewhere) return route(request, env, ctx);
    const parts = await requestParts(request, { env, ctx, ports, memory });
    if (!landing) return notFound(request, parts);
    if (request.method !== 'GET' && request.method !== 'HEAD') {
      return methodNotAllowed('GET', 'HEAD');
    }
    const { now } = parts;
    const { consent, timeZone } = ports.catalog.site;
    const waitUntil = (work: Promise<unknown>) => ctx.waitUntil(work);
    const byDay = consentRuleFor(consent, countryOf(request)).mode === 'cookieless';
    // At the same time, so that a failing D1 costs a visitor no more than one wait.
    const [states, daySalt] = await Promise.all([
      runStates.current({ now, read: () => readRunStates(env.DB, ports.catalog, now), waitUntil }),
      byDay &&
        daySalts.current({
          now,
          timeZone,
          read: () => readDaySalts(env.DB, { now, timeZone }),
          waitUntil,
        }),
    ]);
    const page = await serveAddress(request, landing, {
      ...parts,
      landings,
      states,
      daySalt: daySalt || null,
      development: ports.development,
      countView: firstViews.count,
    });
    firstViews.flush({
      now,
      write: (rows) => addFirstViews(env.DB, rows, siteDay(now, timeZone)),
      waitUntil,
    });
    return page ?? notFound(request, parts);
  }

  return {
    fetch: async (incoming, env, ctx) => {
      const request = withLocalCountry(incoming, env);
      const answered = await answer(request, env, ctx).catch((error: unknown) =>
        failed(request, error),
      );
      const response = withSafeHeaders(answered, ports.development);
      if (isOwnHost(new URL(request.url), ports.catalog.site)) return response;
      // A workers.dev or a parked name shows the pages but is no address of the site.
      const copy = new Response(response.body, response);
      copy.headers.set('X-Robots-Tag', 'noindex');
      return copy;
    },
    scheduled: async (_controller, env) => {
      const { runDueJobs } = await import('./cron.ts');
      await runDueJobs(env, ports);
    },
  };
}

/** On this machine no network knows a country, so that one can be chosen to see its pages. */
function withLocalCountry(request: Request, { TRUELIFT_COUNTRY: country }: Env): Request {
  if (country === undefined || !isHttpLoopback(new URL(request.url))) return request;
  return new Request(request, { cf: { ...request.cf, country } });
}
