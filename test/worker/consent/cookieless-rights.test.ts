import { env } from 'cloudflare:workers';
import { beforeEach, expect, test } from 'vitest';
import { textsInTables } from '../all-tables.ts';
import { aConversion, anExposure, ORIGIN, rowsOf } from '../visit.ts';
import { answered, isolate, PHONE_AT_HOME, sent } from './cookieless-app.ts';

const NOON = Date.UTC(2026, 10, 23, 11);

beforeEach(async () => {
  await env.DB.exec('DELETE FROM day_salts');
});

test('a yes keeps every variant, and ties the cookie to nobody of the day', async () => {
  const clock = { now: NOON };
  const edge = isolate(clock);
  for (let count = 0; count < 20; count += 1) {
    const there = { ...PHONE_AT_HOME, 'CF-Connecting-IP': `192.0.2.${count}` };
    const page = await edge.open(there);
    const yes = await answered(edge, page, { answer: 'yes' });
    const cookies = yes.headers.getSetCookie().map((one) => one.split(';')[0]);
    const next = await edge.open({ ...there, Cookie: cookies.join('; ') });
    expect([next.view.m, next.view.k, next.heading]).toEqual(['cookie', 1, page.heading]);
    expect(next.view.a).toEqual(page.view.a);
  }
  const records = await rowsOf('consent_answers');
  expect(records).toHaveLength(20);
  expect(records.every(({ view_nonce }) => view_nonce === null)).toBe(true);
});

test('a no ends it: from then on every view stands for itself', async () => {
  const edge = isolate({ now: NOON });
  const no = await answered(edge, await edge.open(), { answer: 'no' });
  const Cookie = no.headers.getSetCookie()[0]?.split(';')[0] ?? '';
  const after = await edge.open({ ...PHONE_AT_HOME, Cookie });
  expect([after.view.m, after.view.u]).toEqual(['strict', undefined]);
});

test('erasure and export without a cookie find nobody, and leave the day’s rows alone', async () => {
  const edge = isolate({ now: NOON });
  const page = await edge.open();
  await sent(edge, page, [anExposure(NOON)]);
  const before = await rowsOf('exposures');
  const own = { Origin: ORIGIN, 'Sec-Fetch-Site': 'same-origin', Accept: 'application/json' };
  const headers = { ...PHONE_AT_HOME, ...own };
  const erased = await edge.fetch('/_tl/privacy/erase', { method: 'POST', headers });
  expect(await erased.json()).toEqual({ erased: {} });
  expect(await (await edge.fetch('/_tl/privacy/export', { headers })).json()).toMatchObject({
    visitor: null,
  });
  expect(await rowsOf('exposures')).toEqual(before);
});

test('keeps no click id without a yes, GPC or not, and no address or user agent anywhere', async () => {
  const edge = isolate({ now: NOON });
  const marked = {
    ...PHONE_AT_HOME,
    'CF-Connecting-IP': '203.0.113.177',
    'User-Agent': 'MarkerBrowser/77.1 (Mobile)',
  };
  for (const headers of [marked, { ...marked, 'Sec-GPC': '1' }]) {
    const page = await edge.open(headers, '/demo/?gclid=Marker_78');
    expect(page.view.m).toBe('cookieless');
    const arrival = { query: 'utm_source=google&gclid=Marker_78', referrer: '' };
    await sent(edge, page, [{ ...anExposure(NOON), arrival }, aConversion('cta', NOON)], headers);
  }
  const found = ['Marker_78', '203.0.113.177', 'MarkerBrowser', '77.1'];
  expect(await textsInTables(found)).toEqual([]);
});
