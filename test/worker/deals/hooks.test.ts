import { env } from 'cloudflare:workers';
import { expect, test } from 'vitest';
import { ORIGIN, rowsOf } from '../visit.ts';
import { SECRETS, sendHook, signed } from './deals-world.ts';
import { dealMoved, hubSpotHeaders } from './hubspot-headers.ts';

const NOW = Date.now();
const won = { id: 'evt-1', deal: 'd-1', stage: 'won', at: NOW, ref: { leadId: 'nobody' } };
const BODY = JSON.stringify(won);

async function status(answer: Response): Promise<[number, string]> {
  const body = (await answer.json()) as { error?: { code: string } };
  return [answer.status, body.error?.code ?? 'taken'];
}

/** Every guess from an address of its own, so that each is looked at. */
const from = (index: number) => ({
  'CF-Connecting-IP': `10.${index >> 16}.${(index >> 8) & 255}.${index & 255}`,
});

test('1 000 forged signatures: none is taken, nothing is written but the count', {
  timeout: 30_000,
}, async () => {
  const seconds = String(Math.floor(NOW / 1_000));
  const guess = (index: number) => {
    const forged = btoa(String.fromCharCode(...crypto.getRandomValues(new Uint8Array(32))));
    return sendHook('crm', BODY, {
      'webhook-id': `msg_${index}`,
      'webhook-timestamp': seconds,
      'webhook-signature': `v1,${forged}`,
      ...from(index),
    }).then(status);
  };
  const answers: [number, string][] = [];
  for (let index = 0; index < 1_000; index += 50) {
    answers.push(
      ...(await Promise.all(Array.from({ length: 50 }, (_, one) => guess(index + one)))),
    );
  }
  expect(answers).toHaveLength(1_000);
  expect(new Set(answers.map(String))).toEqual(new Set(['401,hook-wrong-signature']));
  expect(await rowsOf('stage_events')).toEqual([]);
  expect(await rowsOf('rejects')).toMatchObject([
    { code: 'hook-wrong-signature', rejected: 1_000 },
  ]);
  expect(await rowsOf('ledger')).toMatchObject([{ kind: 'hook', accepted: 0, rejected: 1_000 }]);
});

test('whatever is changed after signing is refused, and so is what was recorded', async () => {
  const headers = await signed(BODY, { id: 'msg_1' });
  const tampered: [string, Record<string, string>][] = [
    [BODY.replace('won', 'lost'), headers],
    [`${BODY} `, headers],
    [BODY, { ...headers, 'webhook-id': 'msg_2' }],
    [BODY, { ...headers, 'webhook-timestamp': String(Math.floor(NOW / 1_000) - 1) }],
    [
      BODY,
      {
        ...headers,
        'webhook-signature': String(headers['webhook-signature']).replace('v1,', 'v1a,'),
      },
    ],
    [BODY, { ...headers, 'webhook-signature': 'v1,' }],
    [BODY, await signed(BODY, { now: NOW - 301_000 })],
    [BODY, await signed(BODY, { now: NOW + 360_000 })],
    [BODY, {}],
  ];
  for (const [index, [body, given]] of tampered.entries()) {
    const [code] = await status(await sendHook('crm', body, { ...given, ...from(index) }));
    expect([index, code]).toEqual([index, 401]);
  }
  expect(await rowsOf('stage_events')).toEqual([]);
  expect(await status(await sendHook('crm', BODY, headers))).toEqual([200, 'taken']);
});

test('while secrets are exchanged both work, whichever of several signatures is theirs', async () => {
  const next = await signed(BODY, { secret: SECRETS.TRUELIFT_CRM_SECRET_NEXT, id: 'm' });
  const third = await signed(BODY, { secret: `whsec_${btoa('x'.repeat(32))}`, id: 'm' });
  expect((await sendHook('crm', BODY, next)).status).toBe(200);
  expect((await sendHook('crm', BODY, { ...third, ...from(1) })).status).toBe(401);
  const both = `${third['webhook-signature']} v2,later ${next['webhook-signature']}`;
  expect((await sendHook('crm', BODY, { ...next, 'webhook-signature': both })).status).toBe(200);
});

test('who guesses is turned away for a while, others are not', async () => {
  const guess = { ...(await signed(BODY)), 'webhook-signature': 'v1,AAAA' };
  for (let index = 0; index < 10; index++) await sendHook('crm', BODY, { ...guess, ...from(7) });
  const waits = await sendHook('crm', BODY, { ...guess, ...from(7) });
  expect([waits.status, waits.headers.get('Retry-After')]).toEqual([429, '60']);
  expect((await sendHook('crm', BODY, { ...(await signed(BODY)), ...from(8) })).status).toBe(200);
});

test('takes what HubSpot signs by its address, and nothing that is signed for another', async () => {
  const url = `${ORIGIN}/_tl/hooks/hubspot`;
  const body = JSON.stringify([
    dealMoved(9_001, 'closedwon', NOW),
    { eventId: 2, subscriptionType: 'contact.creation', objectId: 5, occurredAt: NOW },
  ]);
  const good = await sendHook('hubspot', body, await hubSpotHeaders(url, body));
  expect(await good.json()).toMatchObject({
    accepted: 1,
    rejected: [{ index: 1, code: 'not-a-stage' }],
  });
  expect(await rowsOf('stage_events')).toMatchObject([{ deal_id: '9001', stage: 'won' }]);
  const wrong = [
    await hubSpotHeaders(`${ORIGIN}/_tl/hooks/crm`, body),
    await hubSpotHeaders(url, `${body} `),
    await hubSpotHeaders(url, body, NOW - 301_000),
    { 'X-HubSpot-Signature-v3': 'nonsense', 'X-HubSpot-Request-Timestamp': String(NOW) },
  ];
  for (const [index, headers] of wrong.entries()) {
    const answer = await sendHook('hubspot', body, { ...headers, ...from(index) });
    expect([index, answer.status]).toEqual([index, 401]);
  }
});

test('a bearer of any length is compared without failing', async () => {
  const plain = (text: string, index: number) =>
    sendHook('shop', BODY, { Authorization: `Bearer ${text}`, ...from(index) });
  const secret = SECRETS.TRUELIFT_SHOP_SECRET;
  expect((await plain(secret, 0)).status).toBe(200);
  for (const [index, wrong] of ['x', `${secret}x`, secret.slice(1), 'y'.repeat(4_000)].entries()) {
    expect((await plain(wrong, index + 1)).status).toBe(401);
  }
});

test('a source without a secret is closed, one that nobody wrote down is not there', async () => {
  const bearer = { Authorization: 'Bearer undefined' };
  expect(await status(await sendHook('closed', BODY, bearer))).toEqual([503, 'not-configured']);
  expect(await status(await sendHook('other', BODY, bearer))).toEqual([404, 'unknown-source']);
  const short = { ...env, TRUELIFT_SHOP_SECRET: 'short' };
  const answer = await sendHook('shop', BODY, { Authorization: 'Bearer short' }, { given: short });
  expect(answer.status).toBe(503);
});
