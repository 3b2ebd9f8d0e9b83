import { createExecutionContext } from 'cloudflare:test';
import { env } from 'cloudflare:workers';
import { expect, test } from 'vitest';
import { writePreviewToken } from '#worker/landing/preview-token.ts';
import { writeShareToken } from '#worker/reporting/share-link.ts';
import { insertShareLink } from '#worker/store/operation/share-links.ts';
import { readHandoff, writeHandoff } from '#worker/visitor/handoff.ts';
import { type Keyring, keyring } from '#worker/visitor/keyring.ts';
import worker from '../entry.ts';
import { FILLED, formOf } from '../leads/submit-form.ts';
import { BROWSER, ORIGIN, readVisit } from '../visit.ts';

/** A random key that takes the place of the tests' own. */
const FRESH = 'Zk3nq8c1VwTz5yHs0aPbXeJ7uLrD2mFgQ9iKoNvEt4A';

const SIGNING = {
  before: { TRUELIFT_SIGNING_KEYS: env.TRUELIFT_SIGNING_KEYS ?? '' },
  during: { TRUELIFT_SIGNING_KEYS: `n1:${FRESH},${env.TRUELIFT_SIGNING_KEYS}` },
  after: { TRUELIFT_SIGNING_KEYS: `n1:${FRESH}` },
} as const;

const REPORT = {
  before: { TRUELIFT_REPORT_KEY: env.TRUELIFT_REPORT_KEY ?? '' },
  during: { TRUELIFT_REPORT_KEY: `${FRESH},${env.TRUELIFT_REPORT_KEY}` },
  after: { TRUELIFT_REPORT_KEY: FRESH },
} as const;

type Secrets = Readonly<Record<string, string>>;

/** A request to the site while it has these secrets. */
function ask(secrets: Secrets, path: string, init: RequestInit = {}): Promise<Response> {
  const request = new Request(ORIGIN + path, { redirect: 'manual', ...init });
  return worker.fetch(request, { ...env, ...secrets }, createExecutionContext());
}

async function ringOf({ TRUELIFT_SIGNING_KEYS }: Secrets): Promise<Keyring> {
  const keys = await keyring(TRUELIFT_SIGNING_KEYS, 'HMAC');
  if (!keys) throw new Error('no keys');
  return keys;
}

const SOON = Date.now() + 3_600_000;

/** What is signed and handed out: how it is made, and whether the site still takes it. */
const SIGNED: Readonly<
  Record<
    string,
    {
      readonly make: (secrets: Secrets) => Promise<string>;
      readonly takes: (made: string, secrets: Secrets) => Promise<boolean>;
    }
  >
> = {
  'a preview link': {
    make: async (secrets) =>
      writePreviewToken(
        '/demo/',
        { choices: 'headline.bold', expiresAt: SOON },
        await ringOf(secrets),
      ),
    takes: async (made, secrets) => {
      const response = await ask(secrets, `/demo/?tl_preview=${made}`, { headers: BROWSER });
      expect(response.status).toBeLessThan(500);
      return (await response.text()).includes('class="tl-preview"');
    },
  },
  'a share link': {
    make: async (secrets) => {
      const claim = { id: crypto.randomUUID().replaceAll('-', '').slice(0, 16), expiresAt: SOON };
      const record = { ...claim, experimentId: 'headline', createdAt: 1, createdBy: 'report key' };
      await insertShareLink(env.DB, record).run();
      return writeShareToken({ ...claim, experimentId: 'headline' }, await ringOf(secrets));
    },
    takes: async (made, secrets) => {
      const path = `/report/api/experiments/headline.csv?share=${made}`;
      const { status } = await ask(secrets, path);
      expect([200, 401]).toContain(status);
      return status === 200;
    },
  },
  'the thanks of a form': {
    make: async (secrets) => {
      const page = await readVisit(await ask(secrets, '/demo/', { headers: BROWSER }));
      const [body, headers] = formOf(page, FILLED);
      const sent = await ask(secrets, '/_tl/forms/signup', { method: 'POST', body, headers });
      return sent.headers.get('Location') ?? '';
    },
    takes: async (made, secrets) => {
      const { status } = await ask(secrets, made, { headers: BROWSER });
      expect([200, 303]).toContain(status);
      return status === 200;
    },
  },
  'a reference that a shop hands back': {
    make: async (secrets) =>
      writeHandoff(
        {
          unitId: crypto.randomUUID(),
          viewNonce: crypto.randomUUID(),
          issuedAt: Date.now(),
          expiresAt: SOON,
          adUse: false,
        },
        await ringOf(secrets),
      ),
    takes: async (made, secrets) => {
      const read = await readHandoff(made, { keys: await ringOf(secrets), now: Date.now() });
      return read.ok;
    },
  },
};

test.for(Object.entries(SIGNED))(
  '%s is taken while signing keys are exchanged, made anew by the new one, and ends with the old',
  async ([, { make, takes }]) => {
    const old = await make(SIGNING.before);
    expect(await takes(old, SIGNING.during)).toBe(true);
    const fresh = await make(SIGNING.during);
    expect(await takes(fresh, SIGNING.during)).toBe(true);
    expect(await takes(await make(SIGNING.during), SIGNING.after)).toBe(true);
    expect(await takes(await make(SIGNING.before), SIGNING.after)).toBe(false);
  },
);

test('the old report key opens the report until it goes, sessions are of the new one', async () => {
  const old = env.TRUELIFT_REPORT_KEY ?? '';
  const api = '/report/api/experiments/headline.json';
  const byKey = async (key: string, secrets: Secrets) =>
    (await ask(secrets, api, { headers: { Authorization: `Bearer ${key}` } })).status;
  const session = async (key: string, secrets: Secrets) =>
    (await ask(secrets, `/report/?key=${key}`)).headers.get('Set-Cookie')?.split(';')[0] ?? '';
  const bySession = async (cookie: string, secrets: Secrets) =>
    (await ask(secrets, api, { headers: { Cookie: cookie } })).status;

  const before = await session(old, REPORT.before);
  expect(await Promise.all([byKey(old, REPORT.during), byKey(FRESH, REPORT.during)])).toEqual([
    200, 200,
  ]);
  expect(await bySession(before, REPORT.during)).toBe(200);
  // Whichever key opened it, a session goes on when the old one is gone.
  for (const key of [old, FRESH]) {
    expect(await bySession(await session(key, REPORT.during), REPORT.after)).toBe(200);
  }
  expect(await byKey(old, REPORT.after)).toBe(401);
  expect(await bySession(before, REPORT.after)).toBe(401);
});

test.for([
  ['lost', ''],
  ['cut off', 'n1:c2hvcnQ'],
  ['without its name', FRESH],
  ['an example of somebody', 'k1:dGhpcy1pcy1vbmx5LWFuLWV4YW1wbGUtb2YtYS1rZXk'],
  ['a pattern', `k1:${'A'.repeat(43)}`],
] as const)(
  'with signing and data keys that are %s pages are served, recording is closed, nothing fails',
  async ([, value]) => {
    const secrets = { TRUELIFT_SIGNING_KEYS: value, TRUELIFT_DATA_KEYS: value };
    const page = await readVisit(await ask(secrets, '/demo/', { headers: BROWSER }));
    expect([page.response.status, page.token]).toEqual([200, '']);
    const [body, headers] = formOf(page, FILLED);
    for (const [path, init] of [
      ['/_tl/events', { method: 'POST', body: '{}' }],
      ['/_tl/forms/signup', { method: 'POST', body, headers }],
      ['/_tl/hooks/crm', { method: 'POST', body: '{}' }],
      ['/_tl/consent', { method: 'POST', body, headers }],
      ['/_tl/privacy/export', {}],
      ['/_tl/confirm', {}],
    ] as const) {
      const response = await ask(secrets, path, init);
      // Closed, not broken: it says what is missing and when to come again.
      expect(response.status, path).toBe(503);
      expect(await response.json(), path).toMatchObject({ error: { code: 'not-configured' } });
      expect(response.headers.get('Retry-After'), path).toBe('60');
    }
    for (const path of ['/demo/thanks/?tl_result=x', '/demo/?tl_preview=x', '/_tl/health', '/x/']) {
      expect((await ask(secrets, path)).status, path).toBeLessThan(500);
    }
    await worker.scheduled({} as ScheduledController, { ...env, ...secrets });
  },
);

test.for([
  ['an example of somebody', 'dGhpcy1pcy1vbmx5LWFuLWV4YW1wbGUtb2YtYS1rZXk'],
  ['short', 'c2hvcnQ'],
  ['one good and one short', `${FRESH},c2hvcnQ`],
] as const)('a report key that is %s opens nothing', async ([, value]) => {
  for (const key of [value, value.split(',')[0] ?? '']) {
    const headers = { Authorization: `Bearer ${key}` };
    const response = await ask({ TRUELIFT_REPORT_KEY: value }, '/report/', { headers });
    expect(response.status).toBe(401);
    expect(await response.text()).toContain('at least 32 random bytes');
  }
});
