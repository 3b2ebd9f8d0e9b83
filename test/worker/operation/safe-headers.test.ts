import { env, exports } from 'cloudflare:workers';
import { expect, test } from 'vitest';
import { createApp } from '#worker/app.ts';
import { ask as askSite, openPage } from '../fuzz/fuzz-world.ts';
import { ORIGIN } from '../visit.ts';
import { catalog } from '../world.ts';

const key = { Authorization: `Bearer ${env.TRUELIFT_REPORT_KEY}` };
const form = { 'Content-Type': 'application/x-www-form-urlencoded', Origin: ORIGIN };
const post = (body: string, headers: Record<string, string> = form) => ({
  method: 'POST',
  body,
  headers,
});

/** An answer of every kind: what it is, its status, and how it is asked for. */
const KINDS: readonly (readonly [
  kind: string,
  status: number,
  path: string,
  init?: RequestInit,
])[] = [
  ['a landing', 200, '/demo/?utm_source=x'],
  ['the head of one', 200, '/demo/', { method: 'HEAD' }],
  ['a page that is over', 410, '/over/'],
  ['an unknown page', 404, '/nothing/'],
  ['a hidden page', 404, '/_v/headline.bold/demo/'],
  ['a wrong method', 405, '/demo/', { method: 'DELETE' }],
  ['thanks without a result', 303, '/demo/thanks/'],
  ['a file', 200, '/plain.txt'],
  ['the sitemap', 200, '/sitemap.xml'],
  ['what is said about GPC', 200, '/.well-known/gpc.json'],
  ['the health', 200, '/_tl/health'],
  ['an unknown address of ours', 404, '/_tl/nothing'],
  ['events refused', 415, '/_tl/events', post('x')],
  ['a form refused', 404, '/_tl/forms/nobody', post('a=b')],
  ['a form with faults', 422, '/_tl/forms/signup', post('email=none')],
  ['a consent refused', 415, '/_tl/consent', post('x', { Origin: ORIGIN })],
  ['a consent', 303, '/_tl/consent', post('answer=no')],
  ['a link that is over', 410, '/_tl/confirm?lead=x'],
  ['an export', 200, '/_tl/privacy/export'],
  ['an erasure', 303, '/_tl/privacy/erase', post('')],
  ['a hook unsigned', 401, '/_tl/hooks/crm', post('{}')],
  ['a hook unknown', 404, '/_tl/hooks/nobody', post('{}')],
  ['the report closed', 401, '/report/'],
  ['its numbers closed', 401, '/report/api/experiments/headline.json'],
  ['the key exchanged', 303, `/report/?key=${env.TRUELIFT_REPORT_KEY}`],
  ['the report without a slash', 308, '/report', { headers: key }],
  ['the report', 200, '/report/', { headers: key }],
  ['numbers as JSON', 200, '/report/api/experiments/headline.json', { headers: key }],
  ['numbers as CSV', 200, '/report/api/experiments/headline.csv', { headers: key }],
  ['numbers as a file', 200, '/report/api/experiments/headline.html', { headers: key }],
  ['leads as CSV', 200, '/report/api/leads.csv', { headers: key }],
  ['numbers of nothing', 404, '/report/api/nothing', { headers: key }],
  [
    'a control refused',
    303,
    '/report/api/experiments/headline/controls',
    { ...post('a=b'), headers: { ...form, ...key } },
  ],
];

const ALWAYS: readonly (readonly [name: string, value: RegExp])[] = [
  ['X-Content-Type-Options', /^nosniff$/],
  ['Referrer-Policy', /^(strict-origin-when-cross-origin|same-origin|no-referrer)$/],
  ['Cross-Origin-Opener-Policy', /^same-origin$/],
  ['Permissions-Policy', /camera=\(\)/],
];

function expectSafe({ headers }: Response, kind: string): void {
  for (const [name, value] of ALWAYS) {
    expect(headers.get(name), `${kind}: ${name}`).toMatch(value);
  }
  expect(headers.get('Content-Security-Policy'), kind).not.toMatch(/unsafe|\*|http:/);
}

test('every kind of answer carries the safe headers', async () => {
  for (const [kind, status, path, init] of KINDS) {
    const response = await askSite(path, init);
    expect([kind, response.status]).toEqual([kind, status]);
    expectSafe(response, kind);
    const policy = response.headers.get('Content-Security-Policy') ?? '';
    const type = response.headers.get('Content-Type') ?? '';
    // Pages of the tests come with a policy of one word; those of the build with the whole, see
    // test/domain/definition/finish-pages.test.ts.
    const isFile = type === 'text/plain' || path === '/plain.txt';
    expect(policy, kind).toMatch(isFile ? /^script-src 'none'/ : /^default-src 'none'/);
    const made = path.startsWith('/report') || type.includes('json') || status >= 300;
    const isPage =
      type.startsWith('text/html') &&
      !path.startsWith('/report') &&
      !path.startsWith('/_tl/confirm');
    if (made && !isPage) {
      expect(policy, kind).toContain("frame-ancestors 'none'");
      expect(policy, kind).toContain("require-trusted-types-for 'script'");
    }
  }
});

test('thanks carry them, and so does what fails', async () => {
  const page = await openPage('/demo/');
  const sent = new URLSearchParams({ tl_view: page.token, email: 'a@b.example', company: 'A' });
  const headers = { ...form, Cookie: page.cookie };
  const answered = await askSite('/_tl/forms/signup', post(sent.toString(), headers));
  const thanks = await askSite(answered.headers.get('Location') ?? '', { headers });
  expect([answered.status, thanks.status]).toEqual([303, 200]);
  for (const response of [answered, thanks]) expectSafe(response, 'thanks');
  const broken = createApp({
    catalog,
    renderPage: async () => {
      throw new Error('no page today');
    },
    now: () => Date.now(),
    development: false,
  });
  const ctx = { waitUntil() {}, passThroughOnException() {} } as unknown as ExecutionContext;
  const failed = await broken.fetch(new Request(`${ORIGIN}/report/`, { headers: key }), env, ctx);
  expect([failed.status, await failed.text()]).toEqual([
    500,
    expect.stringMatching(/^Something failed on our side/),
  ]);
  expectSafe(failed, 'a fault of ours');
});

test('another host name of the site carries them, too', async () => {
  const elsewhere = await exports.default.fetch(new Request('https://x.workers.dev/demo/'));
  expect([elsewhere.status, elsewhere.headers.get('X-Robots-Tag')]).toEqual([200, 'noindex']);
  expectSafe(elsewhere, 'another host');
});
