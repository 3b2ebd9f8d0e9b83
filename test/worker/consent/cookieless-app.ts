import { env } from 'cloudflare:workers';
import { createApp } from '#worker/app.ts';
import { BROWSER, ORIGIN, readVisit, type Visit } from '../visit.ts';
import { catalog } from '../world.ts';
import { COOKIELESS } from './strict-visit.ts';

/** A device in a network, as the edge sees it. */
export const PHONE_AT_HOME = { ...BROWSER, 'CF-Connecting-IP': '203.0.113.7' } as const;

/** An isolate whose clock the test moves. */
export type Isolate = {
  readonly fetch: (path: string, init?: RequestInit) => Promise<Response>;
  /** Opens the page in the country where visitors are recognised for a day. */
  readonly open: (headers?: Readonly<Record<string, string>>, path?: string) => Promise<Visit>;
  readonly cron: () => Promise<void>;
};

/** A fresh isolate; `clock.now` in epoch milliseconds. `waits`: for the work behind its answers. */
export function isolate(
  clock: { now: number },
  db: D1Database = env.DB,
  { waits } = { waits: true },
): Isolate {
  const app = createApp({
    catalog,
    renderPage: async () => new Response('unused'),
    now: () => clock.now,
    development: false,
  });
  const given = { ...env, DB: db };
  const fetch = async (path: string, init: RequestInit = {}) => {
    const behind: Promise<unknown>[] = [];
    const ctx = { waitUntil: (work: Promise<unknown>) => void behind.push(work) };
    const request = new Request(ORIGIN + path, { redirect: 'manual', ...init });
    const response = await app.fetch(
      new Request(request, { cf: { country: COOKIELESS } }),
      given,
      ctx as unknown as ExecutionContext,
    );
    if (waits) await Promise.allSettled(behind);
    return response;
  };
  return {
    fetch,
    open: async (headers = PHONE_AT_HOME, path = '/demo/') =>
      readVisit(await fetch(path, { headers }), headers['Cookie']),
    cron: () => app.scheduled({} as ScheduledController, given),
  };
}

/** Sends events of a view as its page does, from wherever the phone is by then. */
export function sent(
  from: Isolate,
  page: Pick<Visit, 'token'>,
  events: readonly unknown[],
  headers: Readonly<Record<string, string>> = PHONE_AT_HOME,
): Promise<Response> {
  const body = JSON.stringify({ v: 1, view: page.token, events });
  return from.fetch('/_tl/events', {
    method: 'POST',
    body,
    headers: { ...headers, 'Content-Type': 'text/plain', 'Sec-Fetch-Site': 'same-origin' },
  });
}

/** Answers what the banner or the page of choices asks. */
export function answered(
  from: Isolate,
  page: Pick<Visit, 'token'>,
  fields: Readonly<Record<string, string>>,
): Promise<Response> {
  return from.fetch('/_tl/consent', {
    method: 'POST',
    body: new URLSearchParams({ tl_view: page.token, ...fields }).toString(),
    headers: { 'Content-Type': 'application/x-www-form-urlencoded', Origin: ORIGIN },
  });
}
