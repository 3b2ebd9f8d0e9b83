import { createExecutionContext } from 'cloudflare:test';
import { env } from 'cloudflare:workers';
import { expect, test } from 'vitest';
import { createApp } from '#worker/app.ts';
import { withdrawAdUse } from '#worker/store/leads/consent.ts';
import { ORIGIN, rowsOf } from '../visit.ts';
import { cron, HOUR, leads, ledger, NOW, sending, toldTo } from './upload-sender.ts';

type Site = ReturnType<typeof sending>;

/** Presses the button of the page as the browser does. */
function press(
  { world }: Site,
  upload: string,
  { key = env.TRUELIFT_REPORT_KEY, headers = {} as Record<string, string> } = {},
): Promise<Response> {
  const app = createApp({
    catalog: world,
    renderPage: async () => new Response('a page'),
    now: () => NOW,
    development: false,
  });
  const request = new Request(`${ORIGIN}/report/api/uploads/linkedin/retry`, {
    method: 'POST',
    redirect: 'manual',
    headers: { Authorization: `Bearer ${key}`, ...headers },
    body: new URLSearchParams({ upload }),
  });
  return app.fetch(request, env, createExecutionContext());
}

async function numberOf(leadId: string): Promise<string> {
  const row = await env.DB.prepare('SELECT upload_id FROM uploads WHERE lead_id = ?1')
    .bind(leadId)
    .first<{ upload_id: number }>();
  return String(row?.upload_id);
}

test('what a platform refused goes again once somebody has mended the cause: one, then all', async () => {
  const site = sending('linkedin', 'poisoned-retried');
  await leads(['a', 'b-poison', 'c-poison', 'd-poison']);
  await cron(site);
  const refused = 'failed: Conversion is not valid for …';
  expect(await ledger()).toMatchObject({ a: 'accepted', 'b-poison': refused });
  // Nothing goes again by itself.
  await cron(site, NOW + HOUR);
  expect((await toldTo(site)).requests).toBe(1);
  await fetch(`https://platforms.test/${site.name}/mended`);
  const one = await press(site, await numberOf('b-poison'));
  expect([one.status, one.headers.get('Location')]).toEqual([
    303,
    '/report/uploads/?platform=linkedin&retried=1#linkedin',
  ]);
  expect(await ledger()).toEqual({
    a: 'accepted',
    'b-poison': 'linted',
    'c-poison': refused,
    'd-poison': refused,
  });
  await env.DB.batch(withdrawAdUse(env.DB, 'unit-d-poison'));
  const all = await press(site, 'all', { headers: { Accept: 'application/json' } });
  expect(await all.json()).toEqual({ platform: 'linkedin', retried: 1 });
  await cron(site, NOW + HOUR);
  expect((await toldTo(site)).batches.slice(1)).toEqual([['b-poison.lead', 'c-poison.lead']]);
  expect(await ledger()).toMatchObject({ 'b-poison': 'accepted', 'c-poison': 'accepted' });
  const history = await env.DB.prepare(
    `SELECT state FROM upload_history WHERE upload_id = ?1 ORDER BY seq`,
  )
    .bind(Number(await numberOf('b-poison')))
    .all<{ state: string }>();
  expect(history.results.map(({ state }) => state)).toEqual([
    ...['eligible', 'linted', 'queued', 'failed'],
    ...['eligible', 'linted', 'queued', 'accepted'],
  ]);
  expect(await rowsOf('upload_retries')).toMatchObject([
    { actor: 'report key', platform: 'linkedin', upload_id: expect.any(Number), uploads: 1 },
    { actor: 'report key', platform: 'linkedin', upload_id: null, uploads: 1 },
  ]);
});

test('what could not be delivered for days goes again by the same button, and is no letter given up', async () => {
  const site = sending('linkedin', 'broken-retried');
  await leads(['a']);
  await cron(site);
  await env.DB.prepare('UPDATE outbox SET tries = 9, next_try_at = ?1').bind(NOW).run();
  await cron(site, NOW + HOUR);
  await cron(site, NOW + 2 * HOUR);
  expect(await ledger()).toEqual({ a: 'failed: It could not be delivered: answered 500.' });
  expect(await rowsOf('outbox')).toMatchObject([{ state: 'dead', ended_as: 'undelivered' }]);
  await fetch(`https://platforms.test/${site.name}/mended`);
  await press(site, 'all');
  await cron(site, NOW + 3 * HOUR);
  expect(await ledger()).toEqual({ a: 'accepted' });
});

test('only editors try again, and no other site for them', async () => {
  const site = sending('linkedin', 'poisoned-closed');
  await leads(['poison']);
  await cron(site);
  expect((await press(site, 'all', { key: 'wrong' })).status).toBe(401);
  const headers = { Origin: 'https://evil.example', 'Sec-Fetch-Site': 'cross-site' };
  expect((await press(site, 'all', { headers })).status).toBe(403);
  expect((await press(site, 'some')).status).toBe(422);
  expect(await ledger()).toMatchObject({ poison: expect.stringMatching(/^failed/) });
  expect(await rowsOf('upload_retries')).toEqual([]);
});
