import { createExecutionContext } from 'cloudflare:test';
import { env } from 'cloudflare:workers';
import { expect, test } from 'vitest';
import type { Catalog } from '#experiments/definition/catalog/catalog.ts';
import { createApp } from '#worker/app.ts';
import { aConversion, anExposure, BROWSER, ORIGIN, readVisit, rowsOf, visit } from '../visit.ts';
import { catalog, headline, layout } from '../world.ts';

/** The Worker of another build: what is deployed before or after the one that served a page. */
function build(of: Partial<Catalog>) {
  const app = createApp({
    catalog: { ...catalog, ...of },
    renderPage: async () => new Response('unused'),
    now: () => Date.now(),
    development: false,
  });
  const ask = (path: string, init: RequestInit) =>
    app.fetch(new Request(ORIGIN + path, init), env, createExecutionContext());
  return {
    open: async (cookie: string) =>
      readVisit(await ask('/demo/', { headers: { ...BROWSER, Cookie: cookie } }), cookie),
    send: async (body: unknown, cookie: string) => {
      const headers = { 'Content-Type': 'text/plain', Cookie: cookie };
      const answer = await ask('/_tl/events', {
        method: 'POST',
        headers,
        body: JSON.stringify(body),
      });
      return [answer.status, await answer.json()] as const;
    },
  };
}

test('a visitor whom two builds serve in turn sees one variant', async () => {
  const reworded = { ...headline, title: 'In other words', endAt: '2099-01-01T00:00:00Z' };
  const builds = [
    build({}),
    build({ builtAt: catalog.builtAt + 1, experiments: [reworded, layout] }),
  ];
  for (let visitors = 0; visitors < 30; visitors += 1) {
    const first = await visit('/demo/');
    for (let views = 0; views < 4; views += 1) {
      const page = await builds[views % 2]?.open(first.cookie);
      expect(page?.heading).toBe(first.heading);
      const seen = (assignments: typeof first.view.a) =>
        assignments.map((one) => JSON.stringify(one)).sort();
      expect(seen(page?.view.a ?? [])).toEqual(seen(first.view.a));
    }
  }
});

test('what the page of another build sends is stored, and flagged where its experiment is gone', async () => {
  const page = await visit('/demo/');
  // A newer page may say more than this Worker knows.
  const body = {
    v: 1,
    view: page.token,
    sentAt: 7,
    events: [
      { ...anExposure(), viewport: [390, 844] },
      { ...aConversion('cta'), place: { x: 1 } },
      aConversion('a-metric-of-another-build'),
    ],
  };
  const without = build({ experiments: [layout] });
  expect(await without.send(body, page.cookie)).toEqual([
    202,
    { accepted: 3, duplicate: 0, rejected: [] },
  ]);
  const exposures = await rowsOf('exposures');
  expect(exposures.map(({ experiment_id, flag }) => [experiment_id, flag])).toEqual([
    ['headline', 'unknown-experiment'],
    ['layout', null],
  ]);
  const conversions = await rowsOf('conversions');
  expect(conversions.map(({ flag }) => flag)).toEqual([null, 'unknown-metric']);
});

test('a visitor of an experiment that is gone sees the page without it', async () => {
  const without = build({ experiments: [layout] });
  for (let count = 0; count < 10; count += 1) {
    const before = await visit('/demo/');
    const after = await without.open(before.cookie);
    expect([after.response.status, after.view.r]).toEqual([200, 1]);
    expect(after.view.a).toEqual(before.view.a.filter(({ x }) => x === 'layout'));
    expect(after.heading).not.toContain('headline');
  }
});
