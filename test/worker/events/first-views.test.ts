import { createExecutionContext, waitOnExecutionContext } from 'cloudflare:test';
import { env } from 'cloudflare:workers';
import { expect, test, vi } from 'vitest';
import { createApp } from '#worker/app.ts';
import { readReport } from '#worker/reporting/read-report.ts';
import {
  anExposure,
  BROWSER,
  ORIGIN,
  readVisit,
  rowsOf,
  send,
  variantOf,
  visit,
} from '../visit.ts';
import { catalog, LANDING } from '../world.ts';
import { failingDatabase } from './failing-database.ts';

/** An app whose clock stands still, so that nothing is written twice within a test. */
function anApp(now = { at: Date.now() }) {
  const app = createApp({
    catalog,
    renderPage: async () => new Response(''),
    now: () => now.at,
    development: false,
  });
  return {
    open: async (
      given: { headers?: Record<string, string>; method?: string; with?: Partial<typeof env> } = {},
    ) => {
      const ctx = createExecutionContext();
      const headers = { ...BROWSER, ...given.headers };
      const request = new Request(ORIGIN + LANDING, { headers, method: given.method ?? 'GET' });
      const response = await app.fetch(request, { ...env, ...given.with }, ctx);
      const page = await readVisit(response);
      await waitOnExecutionContext(ctx);
      return page;
    },
  };
}

async function viewsOf(stage: string, experimentId = 'headline') {
  const rows = await rowsOf('first_views');
  return rows
    .filter((row) => row.stage === stage && row.experiment_id === experimentId)
    .reduce((sum, row) => sum + Number(row.views), 0);
}

test('first views are counted by assigned variant, in one write for ten seconds', async () => {
  const now = { at: Date.now() };
  const app = anApp(now);
  const first = await app.open();
  expect(await viewsOf('assigned')).toBe(1);
  for (let more = 0; more < 5; more++) await app.open();
  expect(await viewsOf('assigned')).toBe(1);
  now.at += 10_000;
  await app.open();
  expect(await viewsOf('assigned')).toBe(7);
  expect(await viewsOf('failed')).toBe(0);
  const [row] = (await rowsOf('first_views')).filter((one) => one.experiment_id === 'headline');
  expect(row).toMatchObject({ fingerprint: 'f0f0f0f0', epoch: 1, flagged: 0 });
  expect(['control', 'bold']).toContain(variantOf(first.view, 'headline'));
});

test('a visitor who comes back and a request for the head alone are no first views', async () => {
  const now = { at: Date.now() };
  const app = anApp(now);
  const { cookie } = await app.open();
  now.at += 10_000;
  await app.open({ headers: { Cookie: cookie } });
  await app.open({ method: 'HEAD' });
  expect(await viewsOf('assigned')).toBe(1);
});

test('a program is counted apart from people', async () => {
  await anApp().open({ headers: { 'User-Agent': 'curl/8.0' } });
  const rows = await rowsOf('first_views');
  expect(rows.map((row) => row.flagged)).toEqual(rows.map(() => 1));
});

test('a page that fails is counted under the variant that was assigned, and the control is served', async () => {
  const ASSETS = {
    fetch: async (request: Request) => {
      const hidden = new URL(request.url).pathname.startsWith('/_v/');
      if (hidden) throw new Error('assets are down');
      return env.ASSETS.fetch(request);
    },
  } as unknown as Fetcher;
  vi.spyOn(console, 'error').mockImplementation(() => undefined);
  const now = { at: Date.now() };
  const app = anApp(now);
  for (let more = 0; more < 12; more++) {
    const page = await app.open({ with: { ASSETS } });
    expect(page.response.status).toBe(200);
    now.at += 10_000;
  }
  const failed = await viewsOf('failed');
  expect(failed).toBeGreaterThan(0);
  expect(await viewsOf('assigned')).toBe(12);
  const report = await readReport(env.DB, catalog, { id: 'headline', now: Date.now() });
  expect(report?.health?.failures.happened.reduce((a, b) => a + b, 0)).toBe(failed);
  const found = report?.health?.findings.find(({ check }) => check === 'failures')?.status;
  expect(['watch', 'broken']).toContain(found);
});

test('a page that cannot be filled counts as one that fails', async () => {
  const ASSETS = {
    fetch: async (request: Request) => {
      const answer = await env.ASSETS.fetch(request);
      if (!new URL(request.url).pathname.startsWith('/_v/')) return answer;
      const broken = '<!--tl:{"cuts":[{"start":1,"end":2,"handoff":"no more than a name"}],';
      return new Response((await answer.text()).replace('<!--tl:{', broken), answer);
    },
  } as unknown as Fetcher;
  vi.spyOn(console, 'error').mockImplementation(() => undefined);
  const now = { at: Date.now() };
  const app = anApp(now);
  for (let more = 0; more < 12; more++) {
    const page = await app.open({ with: { ASSETS } });
    expect(page.response.status).toBe(200);
    expect(page.token === '').toBe(page.response.headers.get('Set-Cookie') === null);
    now.at += 10_000;
  }
  expect(await viewsOf('failed')).toBeGreaterThan(0);
  expect(await viewsOf('assigned')).toBe(12);
});

test('a database that takes no counts changes nothing of the page', async () => {
  const warn = vi.spyOn(console, 'warn').mockImplementation(() => undefined);
  const DB = failingDatabase(env.DB, { times: Number.POSITIVE_INFINITY, when: 'before' });
  const page = await anApp().open({ with: { DB } });
  expect(page.response.status).toBe(200);
  expect(page.token).not.toBe('');
  expect(warn.mock.calls.flat().join()).toContain('first-views-lost');
});

test('a database that never answers keeps no visitor waiting for the counts', async () => {
  const never = new Promise<never>(() => undefined);
  const hanging = { bind: () => hanging, run: () => never } as unknown as D1PreparedStatement;
  const DB = new Proxy(env.DB, {
    get: (target, name) =>
      name === 'prepare'
        ? (sql: string) => (sql.includes('first_views') ? hanging : target.prepare(sql))
        : Reflect.get(target, name).bind(target),
  });
  const app = createApp({
    catalog,
    renderPage: async () => new Response(''),
    now: () => Date.now(),
    development: false,
  });
  const request = new Request(ORIGIN + LANDING, { headers: BROWSER });
  const response = await app.fetch(request, { ...env, DB }, createExecutionContext());
  expect(response.status).toBe(200);
});

test('what a first view tells is counted once, whatever is sent again', async () => {
  const page = await visit(LANDING);
  const exposure = { ...anExposure(), id: page.view.n };
  const signals = ['rendered', 'interactive', 'error'].map((stage) => ({
    id: crypto.randomUUID(),
    type: 'signal',
    stage,
    at: Date.now(),
  }));
  await send(page, [exposure, ...signals]);
  await send(page, [exposure, ...signals]);
  for (const stage of ['exposed', 'rendered', 'interactive', 'error']) {
    expect(await viewsOf(stage)).toBe(1);
  }
  const again = await visit(LANDING, { Cookie: page.cookie });
  await send(again, [{ ...anExposure(), id: again.view.n }]);
  expect(await viewsOf('exposed')).toBe(1);
});

test('events that come late and conversions of people never seen are in the report', async () => {
  const now = Date.now();
  const page = await visit(LANDING);
  await send(page, [{ ...anExposure(now - 7_200_000), id: page.view.n }]);
  const quiet = await visit(LANDING);
  await send(quiet, [{ id: crypto.randomUUID(), type: 'conversion', metric: 'cta', at: now }]);
  const report = await readReport(env.DB, catalog, { id: 'headline', now });
  expect(report?.health).toMatchObject({
    late: { sampled: 1, late: 1 },
    unexposed: { sampled: 1, without: 1 },
  });
  expect(report?.health?.late.medianMs).toBeGreaterThanOrEqual(7_200_000);
});
