import { createExecutionContext } from 'cloudflare:test';
import { env } from 'cloudflare:workers';
import { expect, test } from 'vitest';
import { newVisitorId } from '#worker/visitor/visitor-id.ts';
import worker from '../entry.ts';
import { anExposure, BROWSER, ORIGIN, readVisit, rowsOf, visit } from '../visit.ts';

/** Keys that nobody has used before. */
const OTHER = 'n1:TpRz2pcIkt7qCdc4pyBY5cXtGu4G-krwG64Mz9YToJw';

/** The site after its signing keys were exchanged. */
function site(signingKeys: string) {
  const given = { ...env, TRUELIFT_SIGNING_KEYS: signingKeys };
  const ask = (path: string, init: RequestInit) =>
    worker.fetch(new Request(ORIGIN + path, init), given, createExecutionContext());
  return {
    open: async (cookie: string) =>
      readVisit(await ask('/demo/', { headers: { ...BROWSER, Cookie: cookie } }), cookie),
    send: (token: string, cookie: string) =>
      ask('/_tl/events', {
        method: 'POST',
        headers: { 'Content-Type': 'application/json', Cookie: cookie },
        body: JSON.stringify({ v: 1, view: token, events: [anExposure()] }),
      }),
  };
}

const visitorOf = (cookie: string) => cookie.split('.')[2];

test('100 000 ids of one millisecond are all different', () => {
  const ids = new Set(Array.from({ length: 100_000 }, () => newVisitorId(1_795_392_000_000)));
  expect(ids.size).toBe(100_000);
});

test('the first cookie of the name counts, whatever stands beside it', async () => {
  const { cookie } = await visit('/demo/');
  const other = await visit('/demo/');
  const [name = ''] = cookie.split('=', 1);
  const known = async (header: string) => {
    const page = await visit('/demo/', { Cookie: header });
    expect(page.response.status).toBe(200);
    return page.view.r === 1;
  };
  for (const bad of ['x', '', '1.t1.x.y.z', '%FC%00', '"', '='.repeat(50), 'a'.repeat(4_000)]) {
    expect(await known(`${cookie}; ${name}=${bad}`), bad).toBe(true);
    // What another host of the domain could plant gets a new visitor, never somebody else's id.
    expect(await known(`${name}=${bad}; ${cookie}`), bad).toBe(false);
  }
  const both = await visit('/demo/', { Cookie: `${cookie}; ${other.cookie}` });
  expect(both.view.a).toEqual((await visit('/demo/', { Cookie: cookie })).view.a);
  for (const near of [`${name}x=1`, `x${name}=1`, name, `;;; =; ${name.toUpperCase()}=1`]) {
    expect(await known(`${near}; ${cookie}`), near).toBe(true);
  }
});

test('after an exchange of keys every visitor stays who they are, under the new key', async () => {
  const rotated = site(`${OTHER},${env.TRUELIFT_SIGNING_KEYS}`);
  const alone = site(OTHER);
  for (let count = 0; count < 20; count += 1) {
    const before = await visit('/demo/');
    const after = await rotated.open(before.cookie);
    expect([after.view.r, after.view.a]).toEqual([1, before.view.a]);
    expect(after.cookie).toMatch(/=1\.n1\./);
    expect(visitorOf(after.cookie)).toBe(visitorOf(before.cookie));
    // A page that was open during the exchange still reports.
    expect((await rotated.send(before.token, before.cookie)).status).toBe(202);
    // Once everybody came by, the old key can go.
    expect((await alone.open(after.cookie)).view.a).toEqual(before.view.a);
  }
});

test('when all keys are lost visitors are new, nothing fails, and what old pages send is counted as refused', async () => {
  const before = await visit('/demo/');
  const lost = site(OTHER);
  const after = await lost.open(before.cookie);
  expect([after.response.status, after.view.r]).toEqual([200, 0]);
  expect(visitorOf(after.cookie)).not.toBe(visitorOf(before.cookie));
  expect((await lost.send(before.token, after.cookie)).status).toBe(401);
  expect(await rowsOf('exposures')).toEqual([]);
  expect(await rowsOf('rejects')).toMatchObject([{ code: 'invalid-view', rejected: 1 }]);
  expect((await lost.send(after.token, after.cookie)).status).toBe(202);
});
