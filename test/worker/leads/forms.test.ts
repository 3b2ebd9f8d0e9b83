import { createExecutionContext } from 'cloudflare:test';
import { env } from 'cloudflare:workers';
import { expect, test } from 'vitest';
import { keyring } from '#worker/visitor/keyring.ts';
import { unseal } from '#worker/visitor/seal.ts';
import worker from '../entry.ts';
import { failingDatabase } from '../events/failing-database.ts';
import { anExposure, ORIGIN, post, readVisit, rowsOf, send, visit } from '../visit.ts';
import { FILLED, formOf, submit } from './submit-form.ts';

test('stores a lead with its conversion and leads to the thanks page', async () => {
  const page = await visit('/demo/');
  const answer = await submit(page);
  expect(answer.status).toBe(303);
  expect(answer.headers.get('Location')).toMatch(/^\/demo\/thanks\/\?tl_result=/);
  const thanks = await visit(answer.headers.get('Location') ?? '', { Cookie: page.cookie });
  expect(thanks.heading).toMatch(/thank you$/i);
  expect(await rowsOf('conversions')).toMatchObject([
    { metric_id: 'signup', view_nonce: page.view.n },
  ]);
  const [lead] = await rowsOf('leads');
  expect(lead).toMatchObject({ form_id: 'signup', landing: '/demo/', spam_reason: null });
  expect(JSON.stringify(lead)).not.toContain('ada@');
  const keys = await keyring(env.TRUELIFT_DATA_KEYS, 'AES-GCM');
  const opened = keys && (await unseal(keys, String(lead?.sealed_fields), String(lead?.lead_id)));
  expect(JSON.parse(opened ?? '')).toEqual(
    Object.fromEntries(
      Object.entries(FILLED).filter(([name]) => page.html.includes(`name="${name}"`)),
    ),
  );
});

test('takes the arrival from the referrer where the page reported none', async () => {
  const silent = await visit('/demo/');
  await submit(silent);
  expect(await rowsOf('touchpoints')).toMatchObject([
    // Nobody allowed use for ads: the click id is not kept.
    { source: 'form', query: 'utm_source=x&gclid=redacted' },
  ]);
  const scripted = await visit('/demo/');
  await send(scripted, [anExposure()]);
  await submit(scripted);
  expect((await rowsOf('touchpoints')).map((row) => row.source)).toEqual(['form', 'exposure']);
});

test('makes one lead of a repeated submit', async () => {
  const page = await visit('/demo/');
  const answers = await Promise.all(Array.from({ length: 20 }, () => submit(page)));
  expect(new Set(answers.map((answer) => answer.status))).toEqual(new Set([303]));
  expect(await rowsOf('leads')).toHaveLength(1);
  expect(await rowsOf('conversions')).toHaveLength(1);
  expect(await rowsOf('ledger')).toMatchObject([{ kind: 'form', accepted: 1, duplicate: 19 }]);
});

test('shows the same page again with what was typed and a message per field', async () => {
  let page = await visit('/demo/');
  while (!page.html.includes('name="company"')) page = await visit('/demo/');
  const answer = await submit(page, { ...FILLED, email: 'not an <address>', company: '' });
  expect(answer.status).toBe(422);
  expect(answer.headers.get('Cache-Control')).toBe('no-store');
  const again = await readVisit(answer);
  expect(again.heading).toBe(page.heading);
  expect(again.token).toBe(page.token);
  expect(again.html).toContain('<p data-error-for="email">Please enter an email address like');
  expect(again.html).toContain('<p data-error-for="company">Please fill in this field.');
  expect(again.html).toContain('<p data-form-error>Please check the marked fields.');
  expect(again.html).toContain('value="not an <address>" autofocus=""');
  expect(again.html).toContain('<option value="11–50" selected="">');
  expect(again.html).toContain('<textarea name="note">Hi</textarea>');
  expect(again.html.match(/autofocus/g)).toHaveLength(1);
  expect(await rowsOf('leads')).toEqual([]);
  expect(await rowsOf('reject_samples')).toMatchObject([{ code: 'invalid-fields', payload: '' }]);
});

test('asks of a short form only what it shows', async () => {
  let page = await visit('/demo/');
  while (!page.heading.includes('layout.short')) page = await visit('/demo/');
  expect((await submit(page, { email: 'ada@example.com' })).status).toBe(303);
});

test('keeps a lead that cannot be tied to a visitor, and converts nobody', async () => {
  const page = await visit('/demo/');
  const other = await visit('/demo/');
  const [body, headers] = formOf(page, FILLED);
  const answer = await post('/_tl/forms/signup', body, { ...headers, Cookie: other.cookie });
  expect(answer.status).toBe(303);
  expect(await rowsOf('leads')).toMatchObject([{ unit_id: null, view_nonce: null }]);
  expect(await rowsOf('conversions')).toEqual([]);
});

test('keeps a submit that fills the honeypot as spam, and converts nobody', async () => {
  const page = await visit('/demo/');
  expect((await submit(page, { ...FILLED, tl_website: 'http://spam' })).status).toBe(303);
  expect(await rowsOf('leads')).toMatchObject([{ spam_reason: 'honeypot' }]);
  expect(await rowsOf('conversions')).toEqual([]);
});

test('lets a clean submit take the place of one that was taken for spam, never the reverse', async () => {
  const page = await visit('/demo/');
  await submit(page, { ...FILLED, tl_website: 'filled by a password manager' });
  const [spam] = await rowsOf('leads');
  await submit(page);
  const [clean] = await rowsOf('leads');
  expect([spam?.spam_reason, clean?.spam_reason]).toEqual(['honeypot', null]);
  await submit(page, { ...FILLED, tl_website: 'x' });
  expect(await rowsOf('leads')).toEqual([clean]);
  expect(await rowsOf('conversions')).toHaveLength(1);
});

test('reads multipart forms and refuses broken ones', async () => {
  const page = await visit('/demo/');
  const form = new FormData();
  for (const [name, value] of new URLSearchParams(formOf(page, FILLED)[0])) form.set(name, value);
  const sent = await post('/_tl/forms/signup', form, { Cookie: page.cookie });
  expect(sent.status).toBe(303);
  const broken = await post('/_tl/forms/signup', 'nonsense', {
    'Content-Type': 'multipart/form-data; boundary=x',
  });
  expect(broken.status).toBe(400);
  const json = await post('/_tl/forms/signup', '{}', { 'Content-Type': 'application/json' });
  expect(json.status).toBe(415);
  const large = await post('/_tl/forms/signup', `a=${'x'.repeat(70_000)}`, {
    'Content-Type': 'application/x-www-form-urlencoded',
  });
  expect(large.status).toBe(413);
});

test('refuses forms of other sites and forms that do not exist', async () => {
  const page = await visit('/demo/');
  const [body, headers] = formOf(page, FILLED);
  const foreign = await post('/_tl/forms/signup', body, {
    ...headers,
    Origin: 'https://evil.example',
  });
  expect(foreign.status).toBe(403);
  expect((await post('/_tl/forms/nothing', body, headers)).status).toBe(404);
  expect(await rowsOf('leads')).toEqual([]);
});

test('gives the page back with what was typed when D1 is down', async () => {
  const page = await visit('/demo/');
  const [body, headers] = formOf(page, FILLED);
  const DB = failingDatabase(env.DB, { times: Number.POSITIVE_INFINITY, when: 'before' });
  const request = new Request(`${ORIGIN}/_tl/forms/signup`, { method: 'POST', body, headers });
  const answer = await worker.fetch(request, { ...env, DB }, createExecutionContext());
  expect(answer.status).toBe(503);
  const again = await readVisit(answer);
  expect(again.html).toContain('value="ada@example.com"');
  expect(again.html).toContain('Please send it again in a moment.');
});

test('keeps the campaign of a form that had to be corrected', async () => {
  const page = await visit('/demo/');
  expect((await submit(page, { ...FILLED, email: '' })).status).toBe(422);
  const [body, headers] = formOf(page, FILLED);
  await post('/_tl/forms/signup', body, { ...headers, Referer: `${ORIGIN}/_tl/forms/signup` });
  expect(await rowsOf('touchpoints')).toMatchObject([{ query: 'utm_source=x&gclid=redacted' }]);
});

test('shows a used thanks page to its own visitor only', async () => {
  const page = await visit('/demo/');
  const location = (await submit(page)).headers.get('Location') ?? '';
  for (const path of [location, location.replace('/demo/thanks/?', '/demo/thanks?')]) {
    expect((await visit(path, { Cookie: page.cookie })).heading).toMatch(/thank you$/i);
  }
  const { response } = await visit(location);
  expect(response.headers.get('Location')).toBe('/demo/');
});

test('leads a thanks page opened without a result back to the landing', async () => {
  const page = await visit('/demo/');
  const location = (await submit(page)).headers.get('Location') ?? '';
  for (const path of [
    '/demo/thanks/',
    '/demo/thanks',
    '/demo/thanks/index.html',
    `${location}x`,
    location.replace('t1.', 't2.'),
  ]) {
    const { response } = await visit(path);
    expect(response.status).toBe(303);
    expect(response.headers.get('Location')).toBe('/demo/');
  }
  await visit(location);
  const [used] = await rowsOf('leads');
  await visit(location);
  expect(await rowsOf('leads')).toEqual([used]);
});
