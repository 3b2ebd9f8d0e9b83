import { createExecutionContext, waitOnExecutionContext } from 'cloudflare:test';
import { env, exports } from 'cloudflare:workers';
import { expect, test } from 'vitest';
import { BOT_REASONS } from '#experiments/bots/reasons.ts';
import { unpacked } from '#experiments/bots/rules.ts';
import { createApp } from '#worker/app.ts';
import { failingDatabase } from '../events/failing-database.ts';
import { BROWSER, ORIGIN, PHONE, readVisit, variantOf, visit } from '../visit.ts';
import { catalog } from '../world.ts';

async function visitApart(overrides: Partial<typeof env>, path = '/demo/') {
  const app = createApp({
    catalog,
    renderPage: async () => new Response('unused'),
    now: () => Date.now(),
    development: false,
  });
  const ctx = createExecutionContext();
  const request = new Request(ORIGIN + path, { headers: BROWSER });
  const visited = await readVisit(await app.fetch(request, { ...env, ...overrides }, ctx));
  await waitOnExecutionContext(ctx);
  return visited;
}

test('serves the page of the combination that the token names', async () => {
  for (let count = 0; count < 40; count++) {
    const { view, heading } = await visit('/demo/');
    const chosen = ['headline', 'layout']
      .map((id) => `${id}.${variantOf(view, id)}`)
      .filter((part) => !part.endsWith('.control'));
    expect(heading).toBe(`Demo ${chosen.join('~') || 'control'}`);
  }
});

test('keeps a visitor in the same variants and sets the cookie once', async () => {
  const first = await visit('/demo/');
  const second = await visit('/demo/?gclid=x', { Cookie: first.cookie });
  expect(second.view.a).toEqual(first.view.a);
  expect(second.view.r).toBe(1);
  expect(second.response.headers.get('Set-Cookie')).toBeNull();
  expect(second.view.n).not.toBe(first.view.n);
});

test('puts the same token in the head and in the form', async () => {
  const { html, token } = await visit('/demo/');
  expect(html.match(/name="tl_view" value="([^"]*)"/)?.[1]?.trim()).toBe(token);
  expect(html).not.toContain('tlslot');
  expect(html).not.toContain('<!--tl:');
});

test('sends headers that keep every view its own', async () => {
  const { response } = await visit('/demo/', { 'If-None-Match': '*', Range: 'bytes=0-10' });
  expect(response.status).toBe(200);
  expect(response.headers.get('Cache-Control')).toBe('private, no-cache');
  expect(response.headers.get('ETag')).toBeNull();
  expect(response.headers.get('Last-Modified')).toBeNull();
  expect(response.headers.get('Content-Encoding')).toBeNull();
  expect(response.headers.get('Content-Type')).toBe('text/html; charset=utf-8');
  expect(response.headers.get('Content-Security-Policy')).toBe("default-src 'none'");
  expect(response.headers.get('Server-Timing')).toMatch(/^tl;desc=(memory|assets|cold)$/);
});

test('answers HEAD like GET without the body, and refuses other methods', async () => {
  const head = await exports.default.fetch(
    new Request(`${ORIGIN}/demo/`, { method: 'HEAD', headers: BROWSER }),
  );
  expect(head.status).toBe(200);
  expect(Number(head.headers.get('Content-Length'))).toBeGreaterThan(500);
  expect(await head.text()).toBe('');
  const put = await exports.default.fetch(new Request(`${ORIGIN}/demo/`, { method: 'PUT' }));
  expect(put.status).toBe(405);
  expect(put.headers.get('Allow')).toBe('GET, HEAD');
});

test('gives the control to a visitor outside the allocation and exposes the eligible half', async () => {
  const seen = { in: 0, out: 0 };
  for (let count = 0; count < 400; count++) {
    const { view, heading } = await visit('/half/');
    const outcome = variantOf(view, 'half');
    if (outcome === 'allocation') {
      seen.out += 1;
      expect(heading).toBe('Half control');
    } else {
      seen.in += 1;
      expect(heading).toBe(outcome === 'price' ? 'Half half.price' : 'Half control');
    }
  }
  // Binomial(400, 1/2): outside 150…250 once in 2 million runs.
  expect(seen.in).toBeGreaterThan(150);
  expect(seen.out).toBeGreaterThan(150);
});

test('takes only its audience into an experiment', async () => {
  expect(variantOf((await visit('/half/')).view, 'phones')).toBe('audience');
  expect(['control', 'same']).toContain(variantOf((await visit('/half/', PHONE)).view, 'phones'));
});

test('leaves drafts out of the page', async () => {
  const { view } = await visit('/demo/');
  expect(view.a.map((assignment) => assignment.x)).toEqual(['headline', 'layout']);
});

test('takes a tampered, foreign or oversized cookie for none', async () => {
  const { cookie } = await visit('/demo/');
  const value = cookie.slice(cookie.indexOf('=') + 1);
  const wrong = [...value].map(
    (character, index) =>
      value.slice(0, index) + (character === 'a' ? 'b' : 'a') + value.slice(index + 1),
  );
  for (const bad of [...wrong, '', '1.t1.x', 'a'.repeat(20_000)]) {
    const { response, view } = await visit('/demo/', { Cookie: `__Host-tl=${bad}` });
    expect(response.status).toBe(200);
    expect(view.r).toBe(0);
    expect(response.headers.get('Set-Cookie')).toContain('__Host-tl=1.');
  }
});

test('serves assigned pages while D1 fails', async () => {
  const DB = failingDatabase(env.DB, { times: Number.POSITIVE_INFINITY, when: 'before' });
  for (let count = 0; count < 10; count++) {
    const { response, view } = await visitApart({ DB });
    expect(response.status).toBe(200);
    expect(view.a).toHaveLength(2);
  }
});

test('waits no longer than its patience for a slow D1', async () => {
  const DB = new Proxy(env.DB, {
    get: (db, name) => (name === 'batch' ? () => new Promise(() => {}) : Reflect.get(db, name)),
  });
  const app = createApp({
    catalog,
    renderPage: async () => new Response('unused'),
    now: () => Date.now(),
    development: false,
  });
  const request = new Request(`${ORIGIN}/demo/`, { headers: BROWSER });
  const response = await app.fetch(request, { ...env, DB }, createExecutionContext());
  expect(response.status).toBe(200);
});

test('serves the control uncounted while the signing key is missing', async () => {
  for (const keys of ['', 'short:abc', 'no colon']) {
    const visited = await visitApart({ TRUELIFT_SIGNING_KEYS: keys });
    expect(visited.response.status).toBe(200);
    expect(visited.heading).toBe('Demo control');
    expect(visited.token).toBe('');
    expect(visited.response.headers.get('Set-Cookie')).toBeNull();
  }
});

test('marks programs by their request and serves them like everybody', async () => {
  const bot = await visit('/demo/', {
    'User-Agent': 'Googlebot/2.1 (+http://www.google.com/bot.html)',
  });
  expect(unpacked(bot.view.b)).toEqual({ bits: BOT_REASONS['known-bot'], version: 2 });
  expect(bot.view.a.every((assignment) => 'v' in assignment)).toBe(true);
  expect(unpacked((await visit('/demo/')).view.b)).toEqual({ bits: 0, version: 2 });
});

test('serves plain files and refuses to write to them', async () => {
  const file = await exports.default.fetch(new Request(`${ORIGIN}/plain.txt`));
  expect(await file.text()).toBe('a file\n');
  const written = await exports.default.fetch(
    new Request(`${ORIGIN}/plain.txt`, { method: 'POST', body: 'x' }),
  );
  expect(written.status).toBe(405);
});
