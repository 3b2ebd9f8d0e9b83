import { env, exports } from 'cloudflare:workers';
import { Hono } from 'hono';
import { describe, expect, test } from 'vitest';
import { type AccessEnv, requireAccess } from '#worker/reporting/access.ts';
import { createSigningKeys } from '#worker/reporting/access-keys.ts';
import { readReportKey } from '#worker/reporting/report-key.ts';
import { issueSession, readSession, SESSION_SECONDS } from '#worker/reporting/session.ts';
import { createWrongTries } from '#worker/reporting/wrong-tries.ts';
import { ORIGIN } from '../visit.ts';

const KEY = 'nF2n7VXb0m1rQyD3cTt8h5pZkA6sLwEeJ4oGiBuYxR0';
const LOOPBACK = 'http://127.0.0.1:8787';

type Given = { readonly key?: string; readonly needed?: 'viewer' | 'editor' };

/** The guard with a page behind it. */
function site({ key = KEY, needed = 'viewer' }: Given = {}) {
  const app = new Hono<AccessEnv>();
  const guard = { accessKeys: createSigningKeys(), wrongTries: createWrongTries() };
  app.use('/report/*', requireAccess(needed, guard));
  app.all('/report/*', (c) => c.html(`<h1>Behind the guard as ${c.var.reader.role}</h1>`));
  return (url: string, init: RequestInit = {}) =>
    app.fetch(new Request(url, init), { DB: env.DB, TRUELIFT_REPORT_KEY: key });
}

const bearer = (key: string) => ({ headers: { Authorization: `Bearer ${key}` } });

async function sessionFrom(origin: string): Promise<string> {
  const response = await site()(`${origin}/report/?key=${KEY}`);
  return response.headers.get('Set-Cookie') ?? '';
}

describe('getting in', () => {
  test('the key as a bearer token opens the report as an editor', async () => {
    const response = await site({ needed: 'editor' })(`${ORIGIN}/report/`, bearer(KEY));
    expect(response.status).toBe(200);
    expect(await response.text()).toContain('as editor');
  });

  test('a link with the key is exchanged for a session and an address without the key', async () => {
    const response = await site()(`${ORIGIN}/report/headline/?a=1&key=${KEY}&b=2`);
    expect(response.status).toBe(303);
    expect(response.headers.get('Location')).toBe('/report/headline/?a=1&b=2');
    const cookie = response.headers.get('Set-Cookie') ?? '';
    expect(cookie).toMatch(
      /^__Host-tl-report=editor\.\d+\.[\w-]{43}; Path=\/; Max-Age=43200; HttpOnly; SameSite=Lax; Secure$/,
    );
    expect(cookie).not.toContain(KEY);
    const again = await site()(`${ORIGIN}/report/headline/`, {
      headers: { Cookie: `other=1; ${cookie.split(';')[0]}` },
    });
    expect(again.status).toBe(200);
  });

  test('on http loopback the cookie goes without Secure under another name', async () => {
    const cookie = await sessionFrom(LOOPBACK);
    expect(cookie).toMatch(/^tl-report-dev=/);
    expect(cookie).not.toContain('Secure');
    const headers = { Cookie: cookie.split(';')[0] ?? '' };
    expect((await site()(`${LOOPBACK}/report/`, { headers })).status).toBe(200);
    expect((await site()(`${ORIGIN}/report/`, { headers })).status).toBe(401);
  });

  test('a planted cookie of the same name does not lock a reader out', async () => {
    const cookie = (await sessionFrom(ORIGIN)).split(';')[0];
    const headers = { Cookie: `__Host-tl-report=editor.1.x; ${cookie}` };
    expect((await site()(`${ORIGIN}/report/`, { headers })).status).toBe(200);
  });
});

describe('staying out', () => {
  const attempts: Record<string, RequestInit & { readonly path?: string }> = {
    nothing: {},
    'a wrong key in the link': { path: '/report/?key=wrong' },
    'an empty key in the link': { path: '/report/?key=' },
    'a wrong bearer': bearer(`${KEY}x`),
    'a prefix of the key': bearer(KEY.slice(0, -1)),
    'the key in other letters': bearer(KEY.toLowerCase()),
    'another scheme': { headers: { Authorization: `Basic ${KEY}` } },
    'a key in the link of a POST': { path: `/report/?key=${KEY}`, method: 'POST' },
    'a lone surrogate as key': { path: '/report/?key=%ED%A0%80' },
    'the key as a cookie': { headers: { Cookie: `__Host-tl-report=${KEY}` } },
  };

  for (const [name, { path = '/report/headline/', ...init }] of Object.entries(attempts)) {
    test(`${name} gets the same answer as anybody`, async () => {
      const anybody = await site()(`${ORIGIN}/report/headline/`);
      const response = await site()(ORIGIN + path, init);
      expect(response.status).toBe(401);
      expect(await response.text()).toBe(await anybody.text());
      expect(response.headers.get('Set-Cookie')).toBeNull();
    });
  }

  test('a session of another key, an expired one and every changed character are refused', async () => {
    const key = readReportKey(KEY);
    const other = readReportKey(KEY.replace('n', 'm'));
    if (!key.ok || !other.ok) throw new Error('no key');
    const now = Date.UTC(2026, 10, 23);
    const value = await issueSession(key, 'viewer', now);
    expect(await readSession(key, value, now)).toBe('viewer');
    expect(await readSession(other, value, now)).toBeNull();
    expect(await readSession(key, value, now + SESSION_SECONDS * 1_000)).toBeNull();
    for (let at = 0; at < value.length; at++) {
      const changed = value.slice(0, at) + (value[at] === 'A' ? 'B' : 'A') + value.slice(at + 1);
      expect(await readSession(key, changed, now)).toBeNull();
    }
  });

  test('a viewer is told that an editor is needed', async () => {
    const key = readReportKey(KEY);
    if (!key.ok) throw new Error('no key');
    const value = await issueSession(key, 'viewer', Date.now());
    const response = await site({ needed: 'editor' })(`${ORIGIN}/report/`, {
      headers: { Cookie: `__Host-tl-report=${value}` },
    });
    expect(response.status).toBe(403);
  });

  test.for([
    ['no secret', '', 'TRUELIFT_REPORT_KEY is not set'],
    ['a short secret', 'c2hvcnQ', 'at least 32 random bytes'],
    ['a pass phrase', 'correct horse battery staple, forty characters', 'at least 32 random bytes'],
  ] as const)('with %s nobody gets in, and the page says why', async ([, key, reason]) => {
    const open = site({ key });
    for (const init of [{}, bearer(key)]) {
      const response = await open(`${ORIGIN}/report/`, init);
      expect(response.status).toBe(401);
      expect(await response.text()).toContain(reason);
    }
  });
});

test('every answer of the report is unkept, unlisted, unframed and without scripts', async () => {
  const answers = [
    await site()(`${ORIGIN}/report/`),
    await site()(`${ORIGIN}/report/?key=${KEY}`),
    await site()(`${ORIGIN}/report/`, bearer(KEY)),
    await exports.default.fetch(new Request(`${ORIGIN}/report/`)),
    await exports.default.fetch(new Request(`${ORIGIN}/report/api/experiments/headline.json`)),
    await exports.default.fetch(
      new Request(`${ORIGIN}/report/`, bearer(env.TRUELIFT_REPORT_KEY ?? '')),
    ),
  ];
  for (const { headers } of answers) {
    expect(headers.get('Cache-Control')).toBe('no-store');
    expect(headers.get('X-Robots-Tag')).toContain('noindex');
    expect(headers.get('X-Content-Type-Options')).toBe('nosniff');
    expect(headers.get('Referrer-Policy')).toBe('same-origin');
    const policy = headers.get('Content-Security-Policy') ?? '';
    expect(policy).toMatch(/^default-src 'none';/);
    expect(policy).toContain("frame-ancestors 'none'");
    expect(policy).not.toMatch(/script-src|unsafe-inline/);
  }
});

test('the style of the closed page is the one that its policy allows', async () => {
  const response = await site()(`${ORIGIN}/report/`);
  const style = /<style>(.*)<\/style>/.exec(await response.text())?.[1] ?? '';
  const digest = await crypto.subtle.digest('SHA-256', new TextEncoder().encode(style));
  const hash = btoa(String.fromCharCode(...new Uint8Array(digest)));
  expect(response.headers.get('Content-Security-Policy')).toContain(`style-src 'sha256-${hash}'`);
});
