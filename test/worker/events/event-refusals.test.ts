import { createExecutionContext } from 'cloudflare:test';
import { env } from 'cloudflare:workers';
import { expect, test } from 'vitest';
import worker from '../entry.ts';
import {
  aConversion,
  anExposure,
  ORIGIN,
  post,
  rowsOf,
  send,
  type Visit,
  visit,
} from '../visit.ts';
import { failingDatabase } from './failing-database.ts';

const json = { 'Content-Type': 'application/json' };

test.for<[string, number, string, (page: Visit) => [string, Record<string, string>]]>([
  ['malformed JSON', 400, 'malformed-json', () => ['{"v":1,', json]],
  ['an empty body', 400, 'malformed-json', () => ['', json]],
  ['no events', 422, 'invalid-envelope', (page) => [envelope(page.token, []), json]],
  [
    'another version',
    422,
    'invalid-envelope',
    (page) => [`{"v":2,"view":"${page.token}","events":[1]}`, json],
  ],
  ['an array', 422, 'invalid-envelope', () => ['[]', json]],
  [
    'a form',
    415,
    'unsupported-type',
    () => ['a=b', { 'Content-Type': 'application/x-www-form-urlencoded' }],
  ],
  ['no content type', 415, 'unsupported-type', () => ['x', { 'Content-Type': '' }]],
  [
    'another site',
    403,
    'foreign-origin',
    (page) => [envelope(page.token), { ...json, Origin: 'https://evil.example' }],
  ],
  [
    'a cross-site fetch',
    403,
    'foreign-origin',
    (page) => [envelope(page.token), { ...json, 'Sec-Fetch-Site': 'cross-site' }],
  ],
  [
    'a made-up token',
    401,
    'invalid-view',
    () => [envelope('1.t1.e30.AAAAAAAAAAAAAAAAAAAAAA'), json],
  ],
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
  expect((await post('/_tl/events', streamed, { ...json, 'Content-Length': '5' })).status).toBe(
    413,
  );
});

test('refuses a token that was given to another visitor, and every changed one', async () => {
  const page = await visit('/demo/');
  const other = await visit('/demo/');
  expect((await send({ token: page.token, cookie: other.cookie }, [anExposure()])).status).toBe(
    401,
  );
  for (let index = 0; index < page.token.length; index += 7) {
    const swapped = page.token[index] === 'A' ? 'B' : 'A';
    const token = page.token.slice(0, index) + swapped + page.token.slice(index + 1);
    expect((await send({ token, cookie: page.cookie }, [anExposure()])).status).toBe(401);
  }
  expect(await rowsOf('exposures')).toEqual([]);
});

test('repeats a write that D1 lost, before or after it was done, into one row', async () => {
  for (const when of ['before', 'after'] as const) {
    const page = await visit('/demo/');
    const event = aConversion('cta');
    const DB = failingDatabase(env.DB, { times: 2, when });
    const answer = await sendTo(DB, page, [event]);
    expect(answer.status).toBe(202);
    const rows = await rowsOf('conversions');
    expect(rows.filter((row) => row.event_id === event.id)).toHaveLength(1);
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
  const answer = await worker.fetch(
    request,
    { ...env, TRUELIFT_SIGNING_KEYS: '' },
    createExecutionContext(),
  );
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
