import { createExecutionContext } from 'cloudflare:test';
import { env, exports } from 'cloudflare:workers';
import { expect, test } from 'vitest';
import type { Catalog } from '#experiments/definition/catalog/catalog.ts';
import { createApp } from '#worker/app.ts';
import { liveExperiments } from '#worker/landing/live-experiments.ts';
import {
  aConversion,
  anExposure,
  BROWSER,
  ORIGIN,
  readVisit,
  rowsOf,
  send,
  variantOf,
  visit,
} from '../visit.ts';
import { catalog, headline } from '../world.ts';

const DAY_MS = 86_400_000;

/** The Worker as it is `ms` from now. */
function later(ms: number, of: Catalog = catalog) {
  const app = createApp({
    catalog: of,
    renderPage: async () => new Response('unused'),
    now: () => Date.now() + ms,
    development: false,
  });
  return (request: Request) => app.fetch(request, env, createExecutionContext());
}

test('keeps the visitor cookie from scripts and other sites', async () => {
  const { response } = await visit('/demo/');
  const cookie = response.headers.get('Set-Cookie');
  for (const part of ['HttpOnly', 'Secure', 'SameSite=Lax', 'Path=/'])
    expect(cookie).toContain(part);
});

test('renews a cookie after a week, with the same visitor and variants', async () => {
  const first = await visit('/demo/');
  const headers = { ...BROWSER, Cookie: first.cookie };
  const soon = await later(6 * DAY_MS)(new Request(`${ORIGIN}/demo/`, { headers }));
  expect(soon.headers.get('Set-Cookie')).toBeNull();
  const due = await readVisit(await later(8 * DAY_MS)(new Request(`${ORIGIN}/demo/`, { headers })));
  expect(due.cookie).not.toBe('');
  expect(due.cookie.split('.')[2]).toBe(first.cookie.split('.')[2]);
  expect(due.view.a).toEqual(first.view.a);
});

test('takes events of a view for eight days', async () => {
  const page = await visit('/demo/');
  const events = (age: number) =>
    later(age)(
      new Request(`${ORIGIN}/_tl/events`, {
        method: 'POST',
        headers: { 'Content-Type': 'application/json', Cookie: page.cookie },
        body: JSON.stringify({ v: 1, view: page.token, events: [aConversion('cta')] }),
      }),
    );
  expect((await events(7.9 * DAY_MS)).status).toBe(202);
  const late = await events(8.1 * DAY_MS);
  expect(late.status).toBe(401);
  expect(await late.json()).toMatchObject({ error: { code: 'expired-view' } });
});

test.for(['other.example', '127.0.0.1.evil.example'])(
  'shows pages at %s unlisted, and records nothing there',
  async (host) => {
    const page = await visit('/demo/');
    const shown = await exports.default.fetch(new Request(`https://${host}/demo/`));
    expect(shown.headers.get('X-Robots-Tag')).toBe('noindex');
    expect(page.response.headers.get('X-Robots-Tag')).toBeNull();
    const sent = await exports.default.fetch(
      new Request(`https://${host}/_tl/events`, {
        method: 'POST',
        headers: { 'Content-Type': 'application/json', Cookie: page.cookie },
        body: JSON.stringify({ v: 1, view: page.token, events: [anExposure()] }),
      }),
    );
    expect(sent.status).toBe(403);
    expect(await rowsOf('exposures')).toEqual([]);
  },
);

test('a paused experiment shows the control and says so', async () => {
  await env.DB.prepare(
    "INSERT INTO experiment_states (experiment_id, state, changed_at) VALUES ('headline', 'paused', 0)",
  ).run();
  const answer = later(0);
  for (let count = 0; count < 8; count++) {
    const page = await readVisit(
      await answer(new Request(`${ORIGIN}/demo/`, { headers: BROWSER })),
    );
    expect(variantOf(page.view, 'headline')).toBe('paused');
    expect(page.heading).not.toContain('headline');
  }
});

test('runs an experiment from its start to its end and no longer', () => {
  const dated = {
    ...catalog,
    experiments: [
      { ...headline, startAt: '2026-03-01T00:00:00+01:00', endAt: '2026-04-01T00:00:00+02:00' },
    ],
  };
  const live = (now: string) =>
    liveExperiments(dated, '/demo/', { states: new Map(), now: Date.parse(now) }).length;
  expect(live('2026-02-28T22:59:59Z')).toBe(0);
  expect(live('2026-02-28T23:00:00Z')).toBe(1);
  expect(live('2026-03-31T21:59:59Z')).toBe(1);
  expect(live('2026-03-31T22:00:00Z')).toBe(0);
});

test('takes a submit from its form only, and a view as shown once', async () => {
  const page = await visit('/demo/');
  const answer = await send(page, [aConversion('signup'), anExposure(), anExposure()]);
  expect(await answer.json()).toMatchObject({
    accepted: 1,
    duplicate: 1,
    rejected: [{ index: 0, code: 'metric-not-from-browser' }],
  });
});

test('stores text well-formed, whatever a script cut in half', async () => {
  const page = await visit('/demo/');
  const cut = '\ud83d';
  await send(page, [
    { ...anExposure(), arrival: { query: `a=${cut}`, referrer: cut } },
    { id: crypto.randomUUID(), type: 'signal', stage: 'error', detail: cut, at: 1 },
  ]);
  expect(await rowsOf('touchpoints')).toMatchObject([{ query: 'a=\ufffd', referrer: '\ufffd' }]);
  expect(await rowsOf('signals')).toMatchObject([{ detail: '\ufffd' }]);
});
