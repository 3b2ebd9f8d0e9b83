import { env } from 'cloudflare:workers';
import { expect, test } from 'vitest';
import { withdrawAdUse } from '#worker/store/leads/consent.ts';
import { cron, HOUR, leads, ledger, NOW, sending, toldTo } from './upload-sender.ts';
import { DAY } from './upload-world.ts';

test.for(['meta', 'linkedin', 'google', 'microsoft'] as const)(
  '%s is told of each lead once',
  async (platform) => {
    const site = sending(platform, `once-${platform}`);
    await leads(['a', 'b']);
    await cron(site);
    await cron(site, NOW + 1_000);
    expect(await toldTo(site)).toEqual({
      requests: 1,
      batches: [['a.lead', 'b.lead']],
      counted: ['a.lead', 'b.lead'],
    });
    const state = platform === 'google' ? 'sent' : 'accepted';
    expect(await ledger()).toEqual({ a: state, b: state });
  },
);

test('one event that Meta refuses does not keep the others: it is found and stands alone', async () => {
  const site = sending('meta', 'poisoned-meta');
  const good = Array.from({ length: 12 }, (_, index) => `good-${index}`);
  await leads([...good.slice(0, 5), 'poison', ...good.slice(5)]);
  await cron(site);
  const { counted, requests } = await toldTo(site);
  expect([...counted].sort()).toEqual(good.map((name) => `${name}.lead`).sort());
  expect(requests).toBeLessThanOrEqual(9);
  expect(await ledger()).toEqual({
    ...Object.fromEntries(good.map((name) => [name, 'accepted'])),
    poison: 'failed: answered 400: The timestamp for this event is too far in the past.',
  });
});

test('Google names the row at fault, and the others go again without it', async () => {
  const site = sending('google', 'poisoned-google');
  await leads(['a', 'b', 'poison']);
  await cron(site);
  expect(await toldTo(site)).toEqual({
    requests: 2,
    batches: [
      ['a.lead', 'b.lead', 'poison.lead'],
      ['a.lead', 'b.lead'],
    ],
    counted: ['a.lead', 'b.lead'],
  });
  expect(await ledger()).toEqual({
    a: 'sent',
    poison: 'failed: The click id cannot be decoded.',
    b: 'sent',
  });
});

test('LinkedIn answers per event; what it says of a person is not kept', async () => {
  const site = sending('linkedin', 'poisoned-linkedin');
  await leads(['a', 'b', 'poison']);
  await cron(site);
  expect((await toldTo(site)).requests).toBe(1);
  expect(await ledger()).toEqual({
    a: 'accepted',
    poison: 'failed: Conversion is not valid for …',
    b: 'accepted',
  });
});

test('Microsoft takes the good rows and names the others, which stay here alone', async () => {
  const site = sending('microsoft', 'poisoned-microsoft');
  await leads(['a', 'poison', 'b']);
  await cron(site);
  expect(await toldTo(site)).toMatchObject({ requests: 1, counted: ['a.lead', 'b.lead'] });
  expect(await ledger()).toEqual({
    a: 'accepted',
    poison: 'failed: The click id is not valid.',
    b: 'accepted',
  });
});

test.for(['meta', 'linkedin', 'google', 'microsoft'] as const)(
  '%s asks to come later, and is asked no earlier',
  async (platform) => {
    const site = sending(platform, `busy-${platform}-later`);
    await leads(['a']);
    await cron(site);
    await cron(site, NOW + 59_000);
    expect((await toldTo(site)).requests).toBe(1);
    await cron(site, NOW + 61_000);
    await cron(site, NOW + 7 * 60_000);
    expect(await toldTo(site)).toMatchObject({ requests: 3, counted: ['a.lead'] });
  },
);

test('a wrong token of Microsoft’s costs nothing but time', async () => {
  const site = sending('microsoft', 'locked-microsoft');
  await leads(['a']);
  await cron({ ...site, token: 'wrong' });
  expect(await ledger()).toEqual({ a: 'queued' });
  await cron(site, NOW + HOUR);
  expect(await ledger()).toEqual({ a: 'accepted' });
});

test('an event that grows too old while a platform is down does not poison the rest', async () => {
  const site = sending('meta', 'busy-meta');
  await leads(['old'], NOW - 7 * DAY + HOUR);
  await leads(['young']);
  await cron(site);
  expect(await ledger()).toEqual({ old: 'queued', young: 'queued' });
  // The platform asked for a minute, twice.
  await cron(site, NOW + 60_000);
  await cron(site, NOW + 6 * HOUR);
  expect(await toldTo(site)).toMatchObject({ requests: 3, batches: [['young.lead']] });
  expect(await ledger()).toEqual({ old: 'too-late', young: 'accepted' });
});

test('who withdraws while a request waits is not in it', async () => {
  const site = sending('meta', 'busy-withdrawn');
  await leads(['stays', 'goes']);
  await cron(site);
  await env.DB.batch(withdrawAdUse(env.DB, 'unit-goes'));
  await cron(site, NOW + 60_000);
  await cron(site, NOW + 6 * HOUR);
  expect((await toldTo(site)).batches).toEqual([['stays.lead']]);
  expect(await ledger()).toEqual({ stays: 'accepted', goes: 'withdrawn' });
});

test.for(['broken-meta', 'slow-meta'])(
  '%s: tried again for days, then given up in sight',
  async (name) => {
    const site = sending('meta', name);
    await leads(['a']);
    await cron(site);
    expect(await ledger()).toEqual({ a: 'queued' });
    await env.DB.prepare('UPDATE outbox SET tries = 9, next_try_at = ?1').bind(NOW).run();
    await cron(site, NOW + HOUR);
    await cron(site, NOW + 2 * HOUR);
    await toldTo(site);
    expect((await ledger()).a).toMatch(/^failed: It could not be delivered: /);
  },
);

test('a wrong token is nobody’s fault but the token’s: nothing is lost', async () => {
  const site = sending('meta', 'locked-meta');
  await leads(['a']);
  await cron({ ...site, token: 'wrong' });
  expect(await ledger()).toEqual({ a: 'queued' });
  await cron(site, NOW + HOUR);
  expect(await ledger()).toEqual({ a: 'accepted' });
});

test('without its secret a platform is told nothing, and everything waits', async () => {
  const site = sending('meta', 'unset-meta');
  await leads(['a']);
  await cron({ ...site, token: '' });
  expect(await toldTo(site)).toMatchObject({ requests: 0 });
  expect(await ledger()).toEqual({ a: 'linted' });
});

test('what Google made of a request is asked for half an hour later', async () => {
  const site = sending('google', 'asked-google');
  await leads(['a']);
  await cron(site);
  await cron(site, NOW + 10 * 60_000);
  expect(await ledger()).toEqual({ a: 'sent' });
  await leads(['unknown'], NOW + 20 * 60_000);
  await cron(site, NOW + 31 * 60_000);
  expect(await ledger()).toEqual({ a: 'accepted', unknown: 'sent' });
  await cron(site, NOW + 2 * HOUR);
  expect(await ledger()).toEqual({
    a: 'accepted',
    unknown: 'failed: 1 × PROCESSING_ERROR_REASON_CLICK_NOT_FOUND',
  });
});
