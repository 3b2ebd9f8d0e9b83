import { createExecutionContext } from 'cloudflare:test';
import { env } from 'cloudflare:workers';
import { expect, test } from 'vitest';
import worker from './entry.ts';
import { failingDatabase } from './failing-database.ts';
import {
  aConversion,
  anExposure,
  ORIGIN,
  PHONE,
  post,
  rowsOf,
  send,
  type Visit,
  variantOf,
  visit,
} from './visit.ts';

const json = { 'Content-Type': 'application/json' };

test('stores an exposure for every experiment that the visitor is in, with its arrival', async () => {
  const page = await visit('/demo/', PHONE);
  const answer = await send(page, [anExposure()]);
  expect(answer.status).toBe(202);
  expect(await answer.json()).toEqual({ accepted: 1, duplicate: 0, rejected: [] });
  const exposures = await rowsOf('exposures');
  expect(exposures.map((row) => [row['experiment_id'], row['variant_id']])).toEqual([
    ['headline', variantOf(page.view, 'headline')],
    ['layout', variantOf(page.view, 'layout')],
  ]);
  expect(exposures[0]).toMatchObject({
    mode: 'cookie',
    unit: 'visitor',
    device: 'mobile',
    epoch: 1,
    is_returning: 0,
    bot_reasons: 0,
    flag: null,
  });
  const [touchpoint] = await rowsOf('touchpoints');
  expect(touchpoint).toMatchObject({ query: 'utm_source=google&gclid=Ab_C', landing: '/demo/' });
});

test('exposes nobody who is outside allocation and audience, but keeps the arrival', async () => {
  let page = await visit('/half/');
  while (variantOf(page.view, 'half') !== 'allocation') page = await visit('/half/');
  await send(page, [anExposure()]);
  expect(await rowsOf('exposures')).toEqual([]);
  expect(await rowsOf('touchpoints')).toHaveLength(1);
});

test('counts a repeated event once, however it comes', async () => {
  const page = await visit('/demo/');
  const events = [anExposure(), aConversion('cta')];
  expect(await (await send(page, events)).json()).toMatchObject({ accepted: 2, duplicate: 0 });
  expect(await (await send(page, events)).json()).toMatchObject({ accepted: 0, duplicate: 2 });
  const [first] = events;
  expect(await (await send(page, [first, first])).json()).toMatchObject({ duplicate: 2 });
  expect(await rowsOf('conversions')).toHaveLength(1);
  const ledger = await rowsOf('ledger');
  expect(ledger.map(({ kind, accepted, duplicate }) => ({ kind, accepted, duplicate }))).toEqual([
    { kind: 'conversion', accepted: 1, duplicate: 1 },
    { kind: 'exposure', accepted: 1, duplicate: 3 },
  ]);
});

test('keeps the first exposure of a visitor who comes again', async () => {
  const first = await visit('/demo/');
  await send(first, [anExposure()]);
  const again = await visit('/demo/', { Cookie: first.cookie });
  expect(await (await send(again, [anExposure()])).json()).toMatchObject({ accepted: 1 });
  expect(await rowsOf('exposures')).toHaveLength(2);
  expect(await rowsOf('touchpoints')).toHaveLength(2);
  expect(await rowsOf('multi_exposures')).toHaveLength(0);
});

test('rejects a faulty event by itself and stores the rest', async () => {
  const page = await visit('/demo/');
  const answer = await send(page, [
    anExposure(),
    { ...aConversion('cta'), id: 'not-a-uuid' },
    { id: crypto.randomUUID(), type: 'purchase', at: 1 },
    aConversion('won'),
    { ...aConversion('cta'), value: { minor: 100, currency: 'EUR' } },
    { ...aConversion('paid'), value: { minor: 100, currency: 'USD' } },
    { ...aConversion('paid'), value: { minor: 1.5, currency: 'EUR' } },
    null,
    { ...aConversion('paid'), value: { minor: 100, currency: 'EUR' } },
  ]);
  expect(answer.status).toBe(202);
  const { accepted, rejected } = await answer.json<{ accepted: number; rejected: { index: number; code: string }[] }>();
  expect(accepted).toBe(2);
  expect(rejected.map(({ index, code }) => [index, code])).toEqual([
    [1, 'invalid-event'],
    [2, 'invalid-event'],
    [3, 'metric-not-from-browser'],
    [4, 'value-not-accepted'],
    [5, 'value-not-accepted'],
    [6, 'invalid-event'],
    [7, 'invalid-event'],
  ]);
  const rejects = await rowsOf('rejects');
  expect(rejects.map((row) => [row['code'], row['rejected']])).toEqual([
    ['invalid-event', 4],
    ['metric-not-from-browser', 1],
    ['value-not-accepted', 2],
  ]);
});

test('keeps payloads of the first hundred rejects of a code, and counts all', async () => {
  const page = await visit('/demo/');
  for (let count = 0; count < 4; count++) await send(page, Array(40).fill({ type: 'nonsense' }));
  expect(await rowsOf('rejects')).toMatchObject([{ code: 'invalid-event', rejected: 160 }]);
  expect(await rowsOf('reject_samples')).toHaveLength(100);
});

test('stores a conversion of an unknown metric, flagged', async () => {
  const page = await visit('/demo/');
  expect(await (await send(page, [aConversion('no-such-metric')])).json()).toMatchObject({ accepted: 1 });
  expect(await rowsOf('conversions')).toMatchObject([{ flag: 'unknown-metric' }]);
});

test.for<[string, number, string, (page: Visit) => [string, Record<string, string>]]>([
  ['malformed JSON', 400, 'malformed-json', () => ['{"v":1,', json]],
  ['an empty body', 400, 'malformed-json', () => ['', json]],
  ['no events', 422, 'invalid-envelope', (page) => [envelope(page.token, []), json]],
  ['another version', 422, 'invalid-envelope', (page) => [`{"v":2,"view":"${page.token}","events":[1]}`, json]],
  ['an array', 422, 'invalid-envelope', () => ['[]', json]],
  ['a form', 415, 'unsupported-type', () => ['a=b', { 'Content-Type': 'application/x-www-form-urlencoded' }]],
  ['no content type', 415, 'unsupported-type', () => ['x', { 'Content-Type': '' }]],
  ['another site', 403, 'foreign-origin', (page) => [envelope(page.token), { ...json, Origin: 'https://evil.example' }]],
  ['a cross-site fetch', 403, 'foreign-origin', (page) => [envelope(page.token), { ...json, 'Sec-Fetch-Site': 'cross-site' }]],
  ['a made-up token', 401, 'invalid-view', () => [envelope('1.t1.e30.AAAAAAAAAAAAAAAAAAAAAA'), json]],
  ['no cookie', 401, 'invalid-view', (page) => [envelope(page.token), { ...json, Cookie: '' }]],
])('refuses %s with %i and books it', async ([, status, code, make]) => {
  const page = await visit('/demo/');
  const [body, headers] = make(page);
  const answer = await post('/_tl/events', body, { Cookie: page.cookie, ...headers });
  expect(answer.status).toBe(status);
  expect(await answer.json()).toMatchObject({ error: { code } });
  expect(await rowsOf('ledger')).toMatchObject([{ kind: 'request', accepted: 0, rejected: 1 }]);
  expect(await rowsOf('rejects')).toMatchObject([{ code, rejected: 1 }]);
});

test('refuses more than 64 KB, whatever Content-Length claims', async () => {
  const page = await visit('/demo/');
  const body = envelope(page.token, [{ ...anExposure(), pad: 'x'.repeat(70_000) }]);
  const answer = await post('/_tl/events', body, { ...json, Cookie: page.cookie });
  expect(answer.status).toBe(413);
  const streamed = new ReadableStream({
    start: (controller) => {
      for (let part = 0; part < 8; part++) controller.enqueue(new Uint8Array(10_000));
      controller.close();
    },
  });
  expect((await post('/_tl/events', streamed, { ...json, 'Content-Length': '5' })).status).toBe(413);
});

test('refuses a token that was given to another visitor, and every changed one', async () => {
  const page = await visit('/demo/');
  const other = await visit('/demo/');
  expect((await send({ token: page.token, cookie: other.cookie }, [anExposure()])).status).toBe(401);
  for (let index = 0; index < page.token.length; index += 7) {
    const swapped = page.token[index] === 'A' ? 'B' : 'A';
    const token = page.token.slice(0, index) + swapped + page.token.slice(index + 1);
    expect((await send({ token, cookie: page.cookie }, [anExposure()])).status).toBe(401);
  }
  expect(await rowsOf('exposures')).toEqual([]);
});

test('believes the client clock for two days back and never ahead', async () => {
  const page = await visit('/demo/');
  const now = Date.now();
  const hour = 3_600_000;
  await send(page, [
    aConversion('cta', now - 47 * hour),
    aConversion('cta', now - 49 * hour),
    aConversion('cta', now + 10 * hour),
    aConversion('cta', 0),
  ]);
  const rows = await rowsOf('conversions');
  expect(rows.map((row) => row['occurred_at'] === row['received_at'])).toEqual([false, true, true, true]);
});

test('repeats a write that D1 lost, before or after it was done, into one row', async () => {
  for (const when of ['before', 'after'] as const) {
    const page = await visit('/demo/');
    const event = aConversion('cta');
    const DB = failingDatabase(env.DB, { times: 2, when });
    const answer = await sendTo(DB, page, [event]);
    expect(answer.status).toBe(202);
    const rows = await rowsOf('conversions');
    expect(rows.filter((row) => row['event_id'] === event.id)).toHaveLength(1);
  }
});

test('answers 503 and stores nothing when D1 stays down', async () => {
  const page = await visit('/demo/');
  const DB = failingDatabase(env.DB, { times: Number.POSITIVE_INFINITY, when: 'before' });
  for (const events of [[anExposure()], []]) {
    const answer = await sendTo(DB, page, events);
    expect(answer.status).toBe(503);
    expect(answer.headers.get('Retry-After')).toBe('5');
  }
  expect(await rowsOf('touchpoints')).toEqual([]);
});

test('says which secret is missing instead of recording', async () => {
  const request = new Request(`${ORIGIN}/_tl/events`, { method: 'POST', body: '{}' });
  const answer = await worker.fetch(request, { ...env, TRUELIFT_SIGNING_KEYS: '' }, createExecutionContext());
  expect(answer.status).toBe(503);
  expect(await answer.text()).toContain('TRUELIFT_SIGNING_KEYS');
});

function envelope(view: string, events: readonly unknown[] = [anExposure()]): string {
  return JSON.stringify({ v: 1, view, events });
}

function sendTo(DB: D1Database, page: Visit, events: readonly unknown[]): Promise<Response> {
  const request = new Request(`${ORIGIN}/_tl/events`, {
    method: 'POST',
    body: envelope(page.token, events),
    headers: { ...json, Cookie: page.cookie },
  });
  return worker.fetch(request, { ...env, DB }, createExecutionContext());
}
