import { env, exports } from 'cloudflare:workers';
import { expect, test } from 'vitest';
import { tableNames } from '../all-tables.ts';
import { FILLED, formOf } from '../leads/submit-form.ts';
import { aConversion, anExposure, ORIGIN, rowsOf, type Visit, visit } from '../visit.ts';

const form = { 'Content-Type': 'application/x-www-form-urlencoded' };
const json = { 'Content-Type': 'application/json' };

/** The session of somebody who opened the report. */
async function editor(): Promise<Record<string, string>> {
  const address = `${ORIGIN}/report/?key=${env.TRUELIFT_REPORT_KEY}`;
  const opened = await exports.default.fetch(new Request(address, { redirect: 'manual' }));
  return { Cookie: opened.headers.get('Set-Cookie')?.split(';')[0] ?? '' };
}

type Door = readonly [path: string, method: string, body: string, headers: Record<string, string>];

/**
 * Every address that writes, or gives away, with what a browser sends along by itself. Two are not
 * among them, for what they need no browser sends by itself: signed hooks and e-mailed links.
 */
function doors(page: Visit, editor: Record<string, string>): readonly Door[] {
  const events = JSON.stringify({
    v: 1,
    view: page.token,
    events: [anExposure(), aConversion('cta')],
  });
  const cookie = { Cookie: page.cookie };
  const audit = { entryId: crypto.randomUUID(), version: '0.0', reason: 'x' };
  const stages = { source: 'crm', rows: [{ line: 2, cells: { stage: 'won' } }] };
  const share = new URLSearchParams({ ...audit, days: '7' }).toString();
  return [
    ['/_tl/events', 'POST', events, { ...json, ...cookie }],
    ['/_tl/events', 'POST', events, { 'Content-Type': 'text/plain', ...cookie }],
    ['/_tl/forms/signup', 'POST', formOf(page, FILLED)[0], { ...form, ...cookie }],
    ['/_tl/consent', 'POST', `answer=yes&tl_view=${page.token}`, { ...form, ...cookie }],
    ['/_tl/privacy/erase', 'POST', '', { ...form, ...cookie }],
    ['/_tl/privacy/export', 'GET', '', cookie],
    [
      '/report/api/experiments/headline/controls',
      'POST',
      JSON.stringify({ ...audit, control: { action: 'pause' } }),
      { ...json, ...editor },
    ],
    ['/report/api/experiments/headline/shares', 'POST', share, { ...form, ...editor }],
    ['/report/api/stages', 'POST', JSON.stringify(stages), { ...json, ...editor }],
    ['/report/api/outbox/replay', 'POST', 'message=all', { ...form, ...editor }],
    ['/report/api/uploads/google/exports', 'POST', 'format=csv', { ...form, ...editor }],
    ['/report/api/uploads/exports/0123456789abcdef', 'POST', '', { ...form, ...editor }],
  ];
}

/** What a browser says of a request that another page caused. */
const CAUSED_BY_OTHERS: readonly Record<string, string>[] = [
  { Origin: 'https://evil.example' },
  { Origin: 'http://lp.example.com' },
  { Origin: 'https://lp.example.com.evil.example' },
  { Origin: 'null' },
  { 'Sec-Fetch-Site': 'cross-site' },
  { 'Sec-Fetch-Site': 'same-site' },
  { 'Sec-Fetch-Site': 'cross-site', Origin: ORIGIN },
  { 'Sec-Fetch-Site': 'cross-site', Origin: 'null' },
];

/** Tables that may say that somebody tried, or that pages were served. */
const MAY_TELL = ['ledger', 'rejects', 'reject_samples', 'first_views', 'epochs'];

/** All rows of all other tables. */
async function untold() {
  const names = (await tableNames()).filter((name) => !MAY_TELL.includes(name));
  return Promise.all(names.map(async (name) => [name, await rowsOf(name)]));
}

test('nothing that another site makes a browser send is done, at any door', async () => {
  const page = await visit('/demo/');
  const before = await untold();
  for (const [path, method, body, headers] of doors(page, await editor())) {
    for (const caused of CAUSED_BY_OTHERS) {
      const request = new Request(ORIGIN + path, {
        method,
        headers: { ...headers, ...caused },
        redirect: 'manual',
        ...(method === 'POST' ? { body } : {}),
      });
      const answer = await exports.default.fetch(request);
      expect([path, caused, answer.status]).toEqual([path, caused, 403]);
      expect(answer.headers.getSetCookie()).toEqual([]);
      expect(answer.headers.get('Access-Control-Allow-Origin')).toBeNull();
    }
  }
  expect(await untold()).toEqual(before);
});

test('the same requests of this site’s own pages are let through', async () => {
  const page = await visit('/demo/');
  for (const [path, method, body, headers] of doors(page, await editor())) {
    const own = { Origin: ORIGIN, 'Sec-Fetch-Site': 'same-origin' };
    const request = new Request(ORIGIN + path, {
      method,
      headers: { ...headers, ...own },
      redirect: 'manual',
      ...(method === 'POST' ? { body } : {}),
    });
    const { status } = await exports.default.fetch(request);
    expect([path, status === 401 || status === 403 || status >= 500]).toEqual([path, false]);
  }
});
