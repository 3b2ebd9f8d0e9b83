import { env } from 'cloudflare:workers';
import { expect, test } from 'vitest';
import { sendHook, signed } from '../deals/deals-world.ts';
import { FILLED, submit } from '../leads/submit-form.ts';
import { aConversion, anExposure, post, rowsOf, send, visit } from '../visit.ts';

const json = { 'Content-Type': 'application/json' };
const depth = (levels: number) => '['.repeat(levels) + ']'.repeat(levels);

test('a body of 30 000 levels is read like any other and costs its one event', async () => {
  const page = await visit('/demo/');
  const body = (event: string) => `{"v":1,"view":"${page.token}","events":[${event}]}`;
  for (const event of [depth(30_000), `{"a":${depth(30_000)}}`]) {
    const answer = await post('/_tl/events', body(event), { ...json, Cookie: page.cookie });
    expect(answer.status).toBe(202);
    expect(await answer.json()).toMatchObject({ accepted: 0, rejected: [{ index: 0 }] });
  }
  expect((await post('/_tl/events', depth(30_000), json)).status).toBe(422);
  const hook = depth(30_000);
  expect((await sendHook('crm', hook, await signed(hook))).status).toBeLessThan(500);
  expect(await rowsOf('rejects')).not.toEqual([]);
});

const ODD_NAMES = ['__proto__', 'constructor', 'toString', 'hasOwnProperty', 'prototype'];

test('names that every object has are names that nobody knows', async () => {
  const page = await visit('/demo/');
  for (const name of ODD_NAMES) {
    const events = `[{"id":"${crypto.randomUUID()}","type":"${name}","at":1},
      {"id":"${crypto.randomUUID()}","type":"signal","stage":"${name}","at":1},
      {"__proto__":{"type":"exposure"},"id":"${crypto.randomUUID()}","at":1}]`;
    const body = `{"v":1,"view":"${page.token}","events":${events},"__proto__":{"x":1}}`;
    const answer = await post('/_tl/events', body, { ...json, Cookie: page.cookie });
    const { rejected } = (await answer.json()) as { rejected: { code: string }[] };
    expect(rejected.map(({ code }) => code)).toEqual(Array(3).fill('invalid-event'));
    await send(page, [aConversion(name)]);
    expect((await post(`/_tl/forms/${name}`, 'a=b', {})).status).toBe(404);
    expect((await sendHook(name, '{}', {})).status).toBe(404);
    const told = JSON.stringify({ id: name, deal: name, stage: name, at: Date.now(), ref: {} });
    const hook = (await (await sendHook('crm', told, await signed(told))).json()) as {
      rejected: { code: string }[];
    };
    expect(hook.rejected.map(({ code }) => code)).toEqual(['unknown-stage']);
    expect((await visit(`/demo/?${name}=1&__proto__[x]=1`)).response.status).toBe(200);
  }
  const conversions = await rowsOf('conversions');
  expect(conversions.map(({ flag }) => flag)).toEqual(ODD_NAMES.map(() => 'unknown-metric'));
  expect(Reflect.get({}, 'x')).toBeUndefined();
});

const TEXTS = [
  'null\u0000byte',
  'left \u202e right',
  '👩🏽‍💻 𝒳 🏳️‍🌈',
  'ﬁ Ｋ K Å Å',
  "Robert'); DROP TABLE leads;--",
  '" OR 1=1; SELECT * FROM leads --',
  "\\' UNION SELECT 1 -- ?1 $1 :a @b",
  '\u2028\u2029\ufeff\u200b',
];

test('what people and programs write is stored character by character', async () => {
  const page = await visit('/demo/');
  for (const text of TEXTS) {
    const query = `utm_term=${encodeURIComponent(text)}&raw=${text.replaceAll('&', '')}`;
    const view = await visit('/demo/');
    const arrival = { query, referrer: text };
    expect((await send(view, [{ ...anExposure(), arrival }])).status).toBe(202);
    const detail = { id: crypto.randomUUID(), type: 'signal', stage: 'error', detail: text, at: 1 };
    await send(page, [detail, aConversion(text)]);
    const kept = await env.DB.prepare(
      'SELECT query, referrer FROM touchpoints WHERE view_nonce = ?1',
    )
      .bind(view.view.n)
      .first();
    expect(kept).toEqual(arrival);
  }
  const sorted = TEXTS.toSorted();
  expect((await rowsOf('signals')).map((row) => row['detail']).sort()).toEqual(sorted);
  expect((await rowsOf('conversions')).map((row) => row['metric_id']).sort()).toEqual(sorted);
  expect(await rowsOf('exposures')).toHaveLength(2 * TEXTS.length);
});

test('a form takes every character, and its page shows them as text', async () => {
  const page = await visit('/demo/');
  for (const text of TEXTS) {
    const again = await submit(page, { ...FILLED, email: 'none', note: `<b>"${text}` });
    expect(again.status).toBe(422);
    expect(await again.text()).not.toContain('<b>"');
  }
  expect((await submit(page, { ...FILLED, note: TEXTS.join('\n') })).status).toBe(303);
  expect(await rowsOf('leads')).toHaveLength(1);
});

test('times that are none cost their event and no other', async () => {
  const page = await visit('/demo/');
  const times = ['-1', '1.5', 'null', '"2026-11-23"', '1e400', '[]', 'true', '9007199254740993'];
  for (const at of times) {
    const event = (time: string) =>
      `{"id":"${crypto.randomUUID()}","type":"conversion","metric":"cta","at":${time}}`;
    const body = `{"v":1,"view":"${page.token}","events":[${event(at)},${event('1')}]}`;
    const answer = await post('/_tl/events', body, { ...json, Cookie: page.cookie });
    const said = (await answer.json()) as { rejected: { index: number }[] };
    expect([at, answer.status, said.rejected.map(({ index }) => index)]).toEqual([at, 202, [0]]);
  }
  const rows = await rowsOf('conversions');
  expect(rows).toHaveLength(times.length);
  // Seconds instead of milliseconds, and years ahead, are no time of a visit: received counts.
  await send(page, [
    aConversion('cta', Math.floor(Date.now() / 1_000)),
    aConversion('cta', Date.now() + 10 * 365 * 86_400_000),
  ]);
  for (const row of await rowsOf('conversions'))
    expect(row['occurred_at']).toBe(row['received_at']);
});

test('amounts that are none cost their event and reach no table', async () => {
  const page = await visit('/demo/');
  const amounts = ['1e400', '-1e400', 'null', '"100"', '1.5', '9007199254740993', '{}', '1e15'];
  for (const minor of amounts) {
    const value = `{"minor":${minor},"currency":"EUR"}`;
    const event = `{"id":"${crypto.randomUUID()}","type":"conversion","metric":"paid","at":1,"value":${value}}`;
    const body = `{"v":1,"view":"${page.token}","events":[${event}]}`;
    const answer = await post('/_tl/events', body, { ...json, Cookie: page.cookie });
    expect([minor, await answer.json()]).toMatchObject([minor, { accepted: 0, rejected: [{}] }]);
    const amount = `"amount":{"minor":${minor},"currency":"EUR"}`;
    const won = `{"id":"${crypto.randomUUID()}","deal":"d","stage":"won","at":${Date.now()},"ref":{},${amount}}`;
    const hook = await sendHook('crm', won, await signed(won));
    expect([minor, await hook.json()]).toMatchObject([minor, { accepted: 0, rejected: [{}] }]);
  }
  for (const table of ['conversions', 'stage_events']) expect(await rowsOf(table)).toEqual([]);
});
