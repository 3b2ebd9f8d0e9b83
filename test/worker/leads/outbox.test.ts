import { env } from 'cloudflare:workers';
import { expect, test } from 'vitest';
import { alertsSchema } from '#experiments/definition/settings/alerts.ts';
import { ALERT_SECRET } from '#test/support/worker/secrets.ts';
import { alertChannels } from '#worker/outbox/alert-channels.ts';
import { deliver } from '#worker/outbox/deliver.ts';
import { reviveMessages } from '#worker/store/operation/dead-letters.ts';
import { claimMessages, insertMessage, stuckMessages } from '#worker/store/operation/outbox.ts';

const START = Date.UTC(2026, 10, 23, 9);
const HOUR = 3_600_000;
const ALL = { messageId: null, actor: 'ada@example.com' };

type Seen = { readonly path: string; readonly id: string; readonly genuine: boolean };

/** An outbox with one alert for a receiver in a mood, and what is needed to deliver it. */
async function outbox(name: string, mood: string) {
  let now = START;
  const alerts = alertsSchema.parse({ webhook: 'https://hooks.example/x' });
  const site = { alerts: { ...alerts, webhook: `http://receiver.test/${name}/${mood}` } };
  const channels = alertChannels(site, { TRUELIFT_ALERT_SECRET: ALERT_SECRET });
  const payload = JSON.stringify({ kind: 'split', sentence: 'Do not read it.' });
  const message = { messageId: `msg_${name}`, channel: 'alert-webhook', payload };
  await insertMessage(env.DB, message, now).run();
  return {
    round: () => deliver(env.DB, { channels, clock: () => now, random: () => 0, patienceMs: 300 }),
    later: (ms: number) => {
      now += ms;
    },
    seen: async () => {
      const response = await fetch(`http://receiver.test/${name}/seen`);
      return (await response.json()) as Seen[];
    },
    row: () =>
      env.DB.prepare(
        'SELECT state, tries, next_try_at, last_error FROM outbox WHERE message_id = ?1',
      )
        .bind(message.messageId)
        .first<{ state: string; tries: number; next_try_at: number; last_error: string | null }>(),
    message,
    channels,
  };
}

test('a message reaches the receiver once, signed as it can verify', async () => {
  const { round, seen, row, message } = await outbox('fine', 'ok');
  expect(await round()).toBe(1);
  await insertMessage(env.DB, message, START).run();
  expect(await round()).toBe(0);
  expect(await seen()).toMatchObject([
    { id: 'msg_fine', genuine: true, body: { type: 'alert', data: { kind: 'split' } } },
  ]);
  expect(await row()).toMatchObject({ state: 'delivered', tries: 1, last_error: null });
});

test.for(['status/500', 'status/404', 'status/302', 'silent', 'reset'])(
  'a receiver that answers with %s gets it again later, under the same id',
  async (mood) => {
    const name = `moody-${mood.replace('/', '-')}`;
    const { round, later, seen, row } = await outbox(name, mood);
    expect(await round()).toBe(0);
    expect(await row()).toMatchObject({ state: 'waiting', tries: 1, next_try_at: START + 5_000 });
    expect(await round()).toBe(0);
    later(5_000);
    await round();
    expect(await row()).toMatchObject({ tries: 2, next_try_at: START + 5_000 + 300_000 });
    expect((await seen()).map(({ id }) => id)).toEqual([`msg_${name}`, `msg_${name}`]);
  },
);

test('a busy receiver is left alone for as long as it asks', async () => {
  const { round, row } = await outbox('busy', 'busy');
  await round();
  expect(await row()).toMatchObject({ state: 'waiting', next_try_at: START + 2 * HOUR });
});

test('a receiver that is gone for good is given up at once, and can be told again by hand', async () => {
  const { round, later, row } = await outbox('gone', 'gone');
  await round();
  expect(await row()).toMatchObject({ state: 'dead', last_error: 'the receiver is gone (410)' });
  expect(await stuckMessages(env.DB, { now: START, lateMs: HOUR })).toMatchObject({ dead: 1 });
  later(HOUR);
  expect(await reviveMessages(env.DB, { ...ALL, now: START + HOUR })).toBe(1);
  expect(await row()).toMatchObject({ state: 'waiting', tries: 0 });
});

test('after about three days of failures a message is given up, and stays visible', async () => {
  const { round, later, seen, row } = await outbox('down', 'status/503');
  for (let tries = 0; tries < 12; tries++) {
    await round();
    later(24 * HOUR);
  }
  expect(await row()).toMatchObject({ state: 'dead', last_error: 'answered 503' });
  expect(await seen()).toHaveLength(10);
});

test('two rounds at once do not deliver the same message twice', async () => {
  const { round, seen } = await outbox('twice', 'ok');
  await Promise.all([round(), round()]);
  expect(await seen()).toHaveLength(1);
});

test('a message whose deliverer died is taken on by another after a minute', async () => {
  const { round, later, seen } = await outbox('crashed', 'ok');
  expect(await claimMessages(env.DB, { now: START, limit: 10 })).toHaveLength(1);
  expect(await round()).toBe(0);
  later(60_000);
  expect(await round()).toBe(1);
  expect(await seen()).toHaveLength(1);
});

test('a message that nobody takes keeps no other from going out', async () => {
  const broken = await outbox('poison', 'status/500');
  const webhook = 'http://receiver.test/beside-poison/ok';
  const fine = alertChannels(
    { alerts: { ...alertsSchema.parse({ webhook: 'https://hooks.example/x' }), webhook } },
    { TRUELIFT_ALERT_SECRET: ALERT_SECRET },
  )['alert-webhook'];
  if (!fine) throw new Error('no channel');
  for (const number of [1, 2, 3]) {
    const messageId = `msg_beside_${number}`;
    await insertMessage(env.DB, { ...broken.message, messageId, channel: 'fine' }, START).run();
  }
  const thrown = { ...broken.message, messageId: 'msg_thrown', channel: 'thrown' };
  await insertMessage(env.DB, thrown, START).run();
  const channels = {
    ...broken.channels,
    fine,
    thrown: () => {
      throw new Error('a channel that fails by itself');
    },
  };
  await deliver(env.DB, { channels, clock: () => START, random: () => 0 });
  const { results } = await env.DB.prepare('SELECT channel, state FROM outbox ORDER BY seq').all();
  expect(results.map(({ channel, state }) => `${channel} ${state}`)).toEqual([
    'alert-webhook waiting',
    'fine delivered',
    'fine delivered',
    'fine delivered',
    'thrown waiting',
  ]);
});

test('without a secret or an address nothing is sent, and the outbox says so', async () => {
  const { message, row } = await outbox('closed', 'ok');
  const channels = alertChannels({ alerts: alertsSchema.parse({}) }, {});
  await deliver(env.DB, { channels, clock: () => START });
  expect(message.channel).toBe('alert-webhook');
  expect(await row()).toMatchObject({ state: 'dead', last_error: 'alert-webhook is not set up' });
});
