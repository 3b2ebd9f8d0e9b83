import { createExecutionContext } from 'cloudflare:test';
import { env } from 'cloudflare:workers';
import { expect, test } from 'vitest';
import { WORKER_TEST_SECRETS } from '#test/support/worker/secrets.ts';
import { createApp } from '#worker/app.ts';
import { writeViewToken } from '#worker/landing/write-view-token.ts';
import { readVisitor } from '#worker/visitor/identity.ts';
import { keyring } from '#worker/visitor/keyring.ts';
import adPlatformArms from '../recorded/ad-platform-arms.json';
import consent from '../recorded/consent.json';
import firstTracker from '../recorded/first-tracker.json';
import { aConversion, anExposure, ORIGIN, rowsOf, visit } from '../visit.ts';
import { catalog } from '../world.ts';

// Cookie, token and body as builds of the past made them with the keys of the tests. Add one for
// every change of what a view or an event says; never change one.

function send(at: number, cookie: string, body: unknown, given = env): Promise<Response> {
  const app = createApp({
    catalog,
    renderPage: async () => new Response('unused'),
    now: () => at,
    development: false,
  });
  const request = new Request(`${ORIGIN}/_tl/events`, {
    method: 'POST',
    headers: { 'Content-Type': 'text/plain;charset=UTF-8', Cookie: cookie },
    body: JSON.stringify(body),
  });
  return app.fetch(request, given, createExecutionContext());
}

test.for([firstTracker, consent, adPlatformArms])(
  'what a page of an older build sends is stored: $what',
  async ({ servedAt, cookie, body }) => {
    const answer = await send(servedAt + 5_000, cookie, body, { ...env, ...WORKER_TEST_SECRETS });
    expect([answer.status, await answer.json()]).toEqual([
      202,
      { accepted: 4, duplicate: 0, rejected: [] },
    ]);
    const [exposure] = body.events;
    const stored = (await rowsOf('exposures')).filter((row) => row.event_id === exposure?.id);
    expect(stored.map((row) => [row.experiment_id, row.variant_id, row.flag])).toEqual([
      ['headline', 'bold', 'outdated-definition'],
    ]);
  },
);

test('what a page of a newer build says beyond this one is left out, and costs no event', async () => {
  const page = await visit('/demo/');
  const keys = await keyring(env.TRUELIFT_SIGNING_KEYS, 'HMAC');
  const url = new URL(ORIGIN);
  const from = new Request(url, { headers: { Cookie: page.cookie } });
  const visitor = keys && (await readVisitor(from, url, keys));
  if (!keys || !visitor) throw new Error('the tests have no keys');
  const newer = {
    ...page.view,
    z: { of: 'a later build' },
    a: [
      ...page.view.a.map((assignment) => ({ ...assignment, w: 7 })),
      { x: 'later', o: 'a-later-reason', e: 1, f: '00000000' },
    ],
  };
  const token = await writeViewToken(newer as never, visitor.visitorId, keys);
  const events = [anExposure(), aConversion('cta')];
  const answer = await send(Date.now(), page.cookie, { v: 1, view: token, events });
  expect([answer.status, await answer.json()]).toEqual([
    202,
    { accepted: 2, duplicate: 0, rejected: [] },
  ]);
});
