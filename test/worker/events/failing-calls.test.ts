import { createExecutionContext, waitOnExecutionContext } from 'cloudflare:test';
import { env } from 'cloudflare:workers';
import { expect, test } from 'vitest';
import { dealsWorker, SECRETS, signed } from '../deals/deals-world.ts';
import { FILLED, formOf } from '../leads/submit-form.ts';
import { aConversion, anExposure, ORIGIN, rowsOf, send, type Visit, visit } from '../visit.ts';
import { type Failure, failingDatabase } from './failing-database.ts';

const worker = dealsWorker();
const FORM = { 'Content-Type': 'application/x-www-form-urlencoded' };

/** A request to each door that speaks with the database, and what it answers when all is well. */
const DOORS: Readonly<Record<string, readonly [number, (page: Visit) => Promise<Request>]>> = {
  events: [202, async (page) => post('/_tl/events', ...eventsOf(page))],
  form: [303, async (page) => post('/_tl/forms/signup', ...formOf(page, FILLED))],
  hook: [
    200,
    async (page) => {
      const event = { id: page.view.n, deal: page.view.n, stage: 'won', at: Date.now() };
      const body = JSON.stringify({ ...event, ref: { leadId: page.view.n } });
      return post('/_tl/hooks/crm', body, await signed(body));
    },
  ],
  consent: [
    303,
    async ({ token, cookie }) =>
      post('/_tl/consent', `answer=no&tl_view=${token}`, { ...FORM, Cookie: cookie }),
  ],
  erase: [303, async ({ cookie }) => post('/_tl/privacy/erase', '', { ...FORM, Cookie: cookie })],
  export: [
    200,
    async ({ cookie }) =>
      new Request(`${ORIGIN}/_tl/privacy/export`, { headers: { Cookie: cookie } }),
  ],
  health: [
    200,
    async () =>
      new Request(`${ORIGIN}/_tl/health`, {
        headers: { Authorization: `Bearer ${env.TRUELIFT_REPORT_KEY}` },
      }),
  ],
};

function eventsOf(page: Visit): [string, Record<string, string>] {
  const events = [anExposure(), aConversion('cta')];
  const body = JSON.stringify({ v: 1, view: page.token, events });
  return [body, { 'Content-Type': 'text/plain', Cookie: page.cookie, Origin: ORIGIN }];
}

function post(path: string, body: string, headers: Record<string, string>): Request {
  const given = { Origin: ORIGIN, ...headers };
  return new Request(ORIGIN + path, { method: 'POST', body, headers: given, redirect: 'manual' });
}

/** The answer of a Worker whose database fails as told, and whether it did. */
async function ask(request: Request, failure: Failure) {
  let failed = false;
  const DB = failingDatabase(env.DB, {
    ...failure,
    onFailure: () => {
      failed = true;
    },
  });
  const ctx = createExecutionContext();
  const answer = await worker.fetch(request, { ...env, ...SECRETS, DB }, ctx);
  await waitOnExecutionContext(ctx);
  return { answer, failed };
}

/** What counts of a visitor: rows that a request made twice would have twice. */
async function counted() {
  const tables = ['touchpoints', 'exposures', 'conversions', 'leads', 'stage_events', 'deals'];
  return Object.fromEntries(
    await Promise.all(tables.map(async (table) => [table, (await rowsOf(table)).length] as const)),
  );
}

for (const [door, [well, requestOf]] of Object.entries(DOORS)) {
  for (const when of ['before', 'after'] as const) {
    test(`${door}: whichever question to D1 fails for good (${when} its work), it says “later”, and later does it once`, async () => {
      const before = await counted();
      let calls = 0;
      for (let spare = 0; spare < 20; spare += 1) {
        const page = await visit('/demo/');
        if (door !== 'events') await send(page, [anExposure()]);
        const request = await requestOf(page);
        const { answer, failed } = await ask(request.clone() as Request, {
          spare,
          times: Number.POSITIVE_INFINITY,
          when,
        });
        // Nothing else is said than that it is done or should come again.
        expect([well, 503], `after ${spare} good answers`).toContain(answer.status);
        if (answer.status === 503) {
          const asksAgain = answer.headers.has('Retry-After') || door === 'form';
          expect(asksAgain || door === 'health').toBe(true);
        }
        const again = await ask(request, { times: 0, when });
        expect(again.answer.status).toBe(well);
        if (!failed) break;
        calls += 1;
      }
      expect(calls).toBeGreaterThan(0);
      expect(calls).toBeLessThan(20);
      const after = await counted();
      const views = calls + 1;
      if (door === 'hook') expect(after.stage_events).toBe((before.stage_events ?? 0) + views);
      if (door === 'form') expect(after.leads).toBe((before.leads ?? 0) + views);
      if (door === 'events') expect(after.touchpoints).toBe((before.touchpoints ?? 0) + views);
    });
  }
}
