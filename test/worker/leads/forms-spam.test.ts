import { env } from 'cloudflare:workers';
import { expect, test } from 'vitest';
import { TURNSTILE_SECRET } from '#test/support/worker/secrets.ts';
import { rowsOf } from '../visit.ts';
import { leadSite } from './lead-site.ts';

const HOUR = 3_600_000;
const SECOND = 1_000;

/** Why each lead is none, in the order in which they came. */
async function reasons(): Promise<unknown[]> {
  const { results } = await env.DB.prepare('SELECT spam_reason FROM leads ORDER BY seq').all();
  return results.map(({ spam_reason: reason }) => reason);
}

/** Somebody new fills in the form and takes their time. */
async function person(
  site: ReturnType<typeof leadSite>,
  typed: Readonly<Record<string, string>> = {},
  headers: Readonly<Record<string, string>> = {},
) {
  const page = await site.visit();
  site.later(5 * SECOND);
  return site.submit(page, typed, headers);
}

test('a form sent sooner than anybody types is kept as spam, converts nobody and goes nowhere', async () => {
  const destination = { id: 'hook', type: 'webhook', url: 'http://receiver.test/spam/ok' };
  const crm = { destinations: [{ ...destination, secret: 'TRUELIFT_X' }], sources: [] };
  const site = leadSite({ catalog: { crm: crm as never } });
  const page = await site.visit();
  site.later(2 * SECOND - 1);
  expect((await site.submit(page)).status).toBe(303);
  expect(await reasons()).toEqual(['too-fast']);
  expect(await rowsOf('conversions')).toEqual([]);
  expect(await rowsOf('outbox')).toEqual([]);
  // Sent again by the person that it was after all, the same view is a lead.
  site.later(1);
  await site.submit(page);
  expect(await reasons()).toEqual([null]);
  expect(await rowsOf('conversions')).toHaveLength(1);
  expect(await rowsOf('outbox')).toMatchObject([{ channel: 'crm:hook' }]);
});

test('a submit whose page is not known is not judged by its time', async () => {
  const site = leadSite();
  await site.submit({ token: '', cookie: '' });
  expect(await reasons()).toEqual([null]);
  expect(await rowsOf('conversions')).toEqual([]);
});

test('the same address in the same form is one lead for a day, however it is written', async () => {
  const site = leadSite();
  await person(site);
  await person(site, { email: ' ADA@Example.com ' });
  await person(site, { email: 'bob@example.com' });
  expect(await reasons()).toEqual([null, 'duplicate', null]);
  expect(await rowsOf('conversions')).toHaveLength(2);
  site.later(24 * HOUR - 15 * SECOND - 1);
  await person(site);
  expect((await reasons()).at(-1)).toBe('duplicate');
  await person(site);
  expect((await reasons()).at(-1)).toBe(null);
});

test('of many submits of one person at once, one converts', async () => {
  const site = leadSite();
  const pages = await Promise.all(Array.from({ length: 8 }, () => site.visit()));
  site.later(5 * SECOND);
  await Promise.all(pages.map((page) => site.submit(page)));
  expect((await reasons()).filter((reason) => reason === null)).toHaveLength(1);
  expect(await rowsOf('conversions')).toHaveLength(1);
});

test('a visitor who sends form after form is taken for a program, until some time has passed', async () => {
  const site = leadSite();
  const { cookie } = await site.visit();
  const again = async (name: string) => {
    const page = await site.visit(cookie);
    site.later(5 * SECOND);
    await site.submit(page, { email: `${name}@example.com` });
  };
  for (const name of ['a', 'b', 'c', 'd', 'e', 'f']) await again(name);
  expect(await reasons()).toEqual([null, null, null, null, null, 'rate']);
  site.later(10 * 60 * SECOND);
  await again('g');
  expect((await reasons()).at(-1)).toBe(null);
});

test('a network address that floods is stopped, others are not, and none is stored', async () => {
  const site = leadSite({ site: { leads: { spam: { perAddress: 3 } } } });
  const from = (address: string, name: string) =>
    person(site, { email: `${name}@example.com` }, { 'CF-Connecting-IP': address });
  for (const name of ['a', 'b', 'c', 'd']) await from('203.0.113.77', name);
  await from('198.51.100.4', 'e');
  expect(await reasons()).toEqual([null, null, null, 'rate', null]);
  const tables = await env.DB.prepare("SELECT name FROM sqlite_master WHERE type = 'table'").all();
  const dump = await Promise.all(
    tables.results
      .filter(({ name }) => !String(name).startsWith('_cf'))
      .map(({ name }) => rowsOf(String(name))),
  );
  expect(JSON.stringify(dump)).toContain('signup');
  expect(JSON.stringify(dump)).not.toContain('203.0.113');
});

test.for([
  ['person', 'turnstile', TURNSTILE_SECRET, { spam_reason: null, doubt: null }],
  ['program', 'turnstile', TURNSTILE_SECRET, { spam_reason: 'turnstile', doubt: null }],
  ['', 'turnstile', TURNSTILE_SECRET, { spam_reason: 'turnstile', doubt: null }],
  ['person', 'reset', TURNSTILE_SECRET, { spam_reason: null, doubt: 'turnstile-unreachable' }],
  ['person', 'status/500', TURNSTILE_SECRET, { spam_reason: null, doubt: 'turnstile-unreachable' }],
  ['person', 'turnstile', 'not ours', { spam_reason: null, doubt: 'turnstile-unreachable' }],
  ['person', 'turnstile', undefined, { spam_reason: null, doubt: 'turnstile-unreachable' }],
] as const)(
  'an answer "%s" to a Turnstile that is %s (%s) makes it %o',
  async ([answer, mood, secret, expected]) => {
    const verifyUrl = `http://receiver.test/leads-spam/${mood}`;
    const site = leadSite({
      rules: (leads) => ({
        ...leads,
        spam: { ...leads.spam, turnstile: { siteKey: '1x00', verifyUrl } },
      }),
      env: secret === undefined ? {} : { TRUELIFT_TURNSTILE_SECRET: secret },
    });
    await person(site, { 'cf-turnstile-response': answer });
    expect(await rowsOf('leads')).toMatchObject([expected]);
  },
);
