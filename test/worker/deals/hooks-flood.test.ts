import { env } from 'cloudflare:workers';
import { expect, test } from 'vitest';
import { createApp } from '#worker/app.ts';
import { submit } from '../leads/submit-form.ts';
import { rowsOf, visit } from '../visit.ts';
import { dealsCatalog, SECRETS, sendHook, signed } from './deals-world.ts';

const EVENTS = 500;

/** The Worker of a sender whose clock the test moves. */
function workerAt(clock: { now: number }) {
  return createApp({
    catalog: dealsCatalog,
    renderPage: async () => new Response(''),
    now: () => clock.now,
    development: false,
  });
}

function wonNow(clock: { readonly now: number }, leadId = 'nobody') {
  const id = crypto.randomUUID();
  return { id, deal: id, stage: 'won', at: clock.now, ref: { leadId } };
}

const given = { ...env, ...SECRETS };

test('500 signed messages at once, each another, are all taken or asked to come again, and none is lost', async () => {
  const page = await visit('/demo/');
  await submit(page);
  const clock = { now: Date.now() };
  const worker = workerAt(clock);
  const events = Array.from({ length: EVENTS }, () => wonNow(clock, page.view.n));
  let waiting: readonly (typeof events)[number][] = events;
  let rounds = 0;
  // A sender comes again as long as it is told to.
  for (; waiting.length > 0 && rounds < 20; rounds += 1) {
    const answers = await Promise.all(
      waiting.map(async (event) => {
        const body = JSON.stringify(event);
        const headers = await signed(body, { now: clock.now });
        return [event, await sendHook('crm', body, headers, { worker, given })] as const;
      }),
    );
    const later = answers.filter(([, { status }]) => status !== 200);
    for (const [, answer] of later) {
      expect([429, 503]).toContain(answer.status);
      expect(Number(answer.headers.get('Retry-After'))).toBeGreaterThan(0);
    }
    waiting = later.map(([event]) => event);
  }
  expect(waiting).toEqual([]);
  const rows = await rowsOf('stage_events');
  expect(rows).toHaveLength(EVENTS);
  expect(new Set(rows.map((row) => row.event_id))).toEqual(new Set(events.map(({ id }) => id)));
  const ledger = (await rowsOf('ledger')).find(({ kind }) => kind === 'hook');
  expect(ledger).toMatchObject({ accepted: EVENTS, rejected: 0 });
  expect(await rowsOf('deals')).toHaveLength(EVENTS);
}, 60_000);

test('who is taken for a guesser is told when to come again, and is heard then', async () => {
  const clock = { now: Date.now() };
  const worker = workerAt(clock);
  const from = { 'CF-Connecting-IP': '203.0.113.77' };
  const body = JSON.stringify(wonNow(clock));
  const before = (await rowsOf('stage_events')).length;
  const send = async () =>
    sendHook(
      'crm',
      body,
      { ...(await signed(body, { now: clock.now })), ...from },
      { worker, given },
    );
  for (let wrong = 0; wrong < 10; wrong += 1) {
    const headers = { ...(await signed(`${body} `, { now: clock.now })), ...from };
    expect((await sendHook('crm', body, headers, { worker, given })).status).toBe(401);
  }
  const early = await send();
  expect(early.status).toBe(429);
  clock.now += Number(early.headers.get('Retry-After')) * 1_000 + 1;
  expect(await (await send()).json()).toMatchObject({ accepted: 1, duplicate: 0 });
  expect(await rowsOf('stage_events')).toHaveLength(before + 1);
});
