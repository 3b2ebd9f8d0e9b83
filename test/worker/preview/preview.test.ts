import { createExecutionContext } from 'cloudflare:test';
import { env } from 'cloudflare:workers';
import { expect, test } from 'vitest';
import { createApp } from '#worker/app.ts';
import { writePreviewToken } from '#worker/landing/preview-token.ts';
import { type Keyring, keyring } from '#worker/visitor/keyring.ts';
import { sign } from '#worker/visitor/signature.ts';
import { anExposure, ORIGIN, rowsOf, send, visit } from '../visit.ts';
import { catalog } from '../world.ts';

const DAY_MS = 86_400_000;

async function testKeys(): Promise<Keyring> {
  const keys = await keyring(env.TRUELIFT_SIGNING_KEYS, 'HMAC');
  if (!keys) throw new Error('the tests have a signing key');
  return keys;
}

async function previewOf(choices: string, path = '/demo/', expiresAt = Date.now() + DAY_MS) {
  return `tl_preview=${await writePreviewToken(path, { choices, expiresAt }, await testKeys())}`;
}

test.for<[string, string]>([
  ['', 'Demo control'],
  ['headline.bold', 'Demo headline.bold'],
  ['layout.short~headline.bold', 'Demo headline.bold~layout.short'],
  ['headline.control~layout.wide', 'Demo layout.wide'],
  ['draft.other', 'Demo draft.other'],
])('shows exactly the combination "%s" of a signed link', async ([choices, heading]) => {
  const query = await previewOf(choices);
  for (let count = 0; count < 5; count++) {
    expect((await visit(`/demo/?gclid=x&${query}`)).heading).toBe(heading);
  }
});

test('carries no token and no cookie, and is neither stored nor listed', async () => {
  const known = await visit('/demo/');
  for (const cookie of ['', known.cookie, '__Host-tl=1.old.x']) {
    const { response, html } = await visit(`/demo/?${await previewOf('headline.bold')}`, {
      Cookie: cookie,
    });
    expect(response.headers.get('Set-Cookie')).toBeNull();
    expect(response.headers.get('Cache-Control')).toBe('no-store');
    expect(response.headers.get('X-Robots-Tag')).toBe('noindex');
    expect(html).toMatch(/<meta name="tl" content=" {700}"/);
    expect(html).toMatch(/name="tl_view" value=" {700}"/);
  }
});

test('records nothing: no exposure, conversion, touchpoint, lead or ledger row', async () => {
  const preview = await visit(`/demo/?${await previewOf('headline.bold')}`);
  // The page has no token; what a page without one could send is refused, and counted as refused.
  expect(preview.token).toBe('');
  expect(preview.html).not.toContain('action="/_tl/forms/');
  expect(preview.html).toMatch(/<form method="dialog"/);
  for (const table of [
    'exposures',
    'conversions',
    'signals',
    'touchpoints',
    'leads',
    'ledger',
    'rejects',
  ]) {
    expect(await rowsOf(table)).toEqual([]);
  }
  const sent = await send(preview, [anExposure()]);
  expect(sent.status).toBe(422);
  expect(await rowsOf('exposures')).toEqual([]);
  expect(await rowsOf('touchpoints')).toEqual([]);
});

test('sends nothing by its policy, and allows exactly the style of its bar', async () => {
  const { response, html } = await visit(`/demo/?${await previewOf('headline.bold')}`);
  const style = /<style>([^<]*)<\/style><aside class="tl-preview"/.exec(html)?.[1] ?? '';
  const digest = await crypto.subtle.digest('SHA-256', new TextEncoder().encode(style));
  const hash = btoa(String.fromCharCode(...new Uint8Array(digest)));
  expect(response.headers.get('Content-Security-Policy')).toBe(
    `default-src 'none'; style-src 'sha256-${hash}'; form-action 'none'; connect-src 'none'`,
  );
});

test('says in the place of a form that nothing was sent', async () => {
  const query = await previewOf('headline.bold');
  const { html } = await visit(`/demo/?${query}`);
  expect(html).toMatch(/<dialog class="tl-preview-form" open[^>]*><form method="dialog"/);
  expect(html).toContain('<strong>Preview: nothing was sent.</strong>');
  expect(html).toContain('Visitors would now come to /demo/thanks/.');
  expect(html).toContain(`<a href="?${query}">Show the form again</a>`);
});

test('says what is forced and until when, and links to each other variant', async () => {
  const query = await previewOf('headline.bold', '/demo/', Date.now() + DAY_MS);
  const { html } = await visit(`/demo/?utm_source=%C3%BC&${query}`);
  expect(html).toContain('Nothing on this page is recorded and no form is sent.');
  expect(html).toMatch(/The link works until \d+ \w+ 20\d\d, \d\d:\d\d \(Europe\/Berlin\)\./);
  expect(html).toMatch(/headline<\/dt><dd><a [^>]*>control<\/a><strong[^>]*>bold<\/strong>/);
  expect(html).toContain('draft <span>draft</span>');
  const links = [...html.matchAll(/<a href="(\?[^"]*)">([^<]*)<\/a>/g)].map(([, href, name]) => ({
    href: (href ?? '').replaceAll('&amp;', '&'),
    name,
  }));
  const shown = await Promise.all(
    links.map(async ({ href, name }) => [name, (await visit(`/demo/${href}`)).heading]),
  );
  expect(shown).toEqual([
    ['control', 'Demo control'],
    ['wide', 'Demo headline.bold~layout.wide'],
    ['short', 'Demo headline.bold~layout.short'],
    ['other, alone', 'Demo draft.other'],
    ['Show the form again', 'Demo headline.bold'],
  ]);
  const expiry = (href: string) => /tl_preview=1\.t1\.([0-9a-z]+)\./.exec(href)?.[1];
  expect(new Set([query, ...links.map(({ href }) => href)].map(expiry)).size).toBe(1);
  expect(links.every(({ href }) => href.startsWith('?utm_source=%C3%BC&'))).toBe(true);
});

test('serves the ordinary page to a link that is forged, expired or of another page', async () => {
  const keys = await testKeys();
  const valid = await previewOf('headline.bold');
  const expiresAt = Date.now() + DAY_MS;
  const cookieSigned = await sign(keys, 'cookie', `/demo/ ${expiresAt.toString(36)} headline.bold`);
  const bad = [
    ...[...valid.slice('tl_preview='.length)].map(
      (character, index, all) =>
        `tl_preview=${all.with(index, character === 'a' ? 'b' : 'a').join('')}`,
    ),
    await previewOf('headline.bold', '/demo/', Date.now() - 1),
    await previewOf('', '/half/'),
    await previewOf('half.price', '/half/'),
    await previewOf('half.price'),
    await previewOf('headline.unknown'),
    await previewOf('draft.other~headline.bold'),
    await previewOf('headline.bold~headline.control'),
    `tl_preview=1.t1.${expiresAt.toString(36)}.headline.bold.${cookieSigned}`,
    'tl_preview=',
    'tl_preview=..%2f..%2f_v',
    `tl_preview=${'a'.repeat(5000)}`,
    'tl_preview=%',
  ];
  for (const query of bad) {
    const { response, view } = await visit(`/demo/?${query}`);
    expect(response.status).toBe(200);
    expect(view.a).toHaveLength(2);
    expect(response.headers.get('Set-Cookie')).toContain('__Host-tl=');
    expect(response.headers.get('X-Robots-Tag')).toBeNull();
  }
});

test('reaches a draft by no other way than its link', async () => {
  for (const path of ['/_v/draft.other/demo/', '/demo/?variant=draft.other']) {
    expect((await visit(path)).heading).not.toBe('Demo draft.other');
  }
});

test('answers HEAD with the headers of the preview', async () => {
  const app = createApp({
    catalog,
    renderPage: async () => new Response('unused'),
    now: () => Date.now(),
    development: false,
  });
  const request = new Request(`${ORIGIN}/demo/?${await previewOf('layout.wide')}`, {
    method: 'HEAD',
  });
  const response = await app.fetch(request, env, createExecutionContext());
  expect(response.headers.get('X-Robots-Tag')).toBe('noindex');
  expect(await response.text()).toBe('');
});

test('signs as the command does', async () => {
  const token = await writePreviewToken(
    '/crm/',
    { choices: 'crm-form.short', expiresAt: Date.UTC(2026, 11, 1) },
    await testKeys(),
  );
  expect(token).toBe('1.t1.mx3xkao0.crm-form.short.pjf3Q8Ac6Qq1pV36SK7T5w');
});
