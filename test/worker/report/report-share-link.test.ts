import { env, exports } from 'cloudflare:workers';
import { describe, expect, test } from 'vitest';
import { readShareToken, type ShareClaim, writeShareToken } from '#worker/reporting/share-link.ts';
import { createWrongTries } from '#worker/reporting/wrong-tries.ts';
import { insertShareLink, revokeShareLink } from '#worker/store/operation/share-links.ts';
import { type Keyring, keyring } from '#worker/visitor/keyring.ts';
import { ORIGIN } from '../visit.ts';

const HOUR_MS = 3_600_000;

async function ring(): Promise<Keyring> {
  const keys = await keyring(env.TRUELIFT_SIGNING_KEYS, 'HMAC');
  if (!keys) throw new Error('no keys');
  return keys;
}

async function shared(id: string, expiresAt = Date.now() + HOUR_MS): Promise<ShareClaim> {
  const claim = { id, experimentId: 'headline', expiresAt };
  const record = { ...claim, createdAt: Date.now(), createdBy: 'report key' };
  await insertShareLink(env.DB, record).run();
  return claim;
}

const get = (path: string) => exports.default.fetch(new Request(ORIGIN + path));
const csv = '/report/api/experiments/headline.csv';

describe('a share link', () => {
  test('opens its experiment as page and as file, and nothing else', async () => {
    const token = await writeShareToken(await shared('00000000000000a1'), await ring());
    expect((await get(`/report/headline/?share=${token}`)).status).toBe(200);
    expect((await get(`${csv}?share=${token}`)).status).toBe(200);
    const file = await get(`/report/api/experiments/headline.html?share=${token}`);
    expect(file.status).toBe(200);
    expect(await file.text()).not.toContain(token);
    for (const path of ['/report/', '/report/layout/', '/report/api/experiments/layout.json']) {
      expect((await get(`${path}?share=${token}`)).status).toBe(401);
    }
    expect((await get(csv)).status).toBe(401);
  });

  test('is closed once it is revoked, and by its date', async () => {
    const claim = await shared('00000000000000a2');
    const token = await writeShareToken(claim, await ring());
    expect((await get(`${csv}?share=${token}`)).status).toBe(200);
    await revokeShareLink(env.DB, { ...claim, now: Date.now() }).run();
    expect((await get(`${csv}?share=${token}`)).status).toBe(401);
    const late = await writeShareToken(await shared('00000000000000a3', Date.now()), await ring());
    expect((await get(`${csv}?share=${late}`)).status).toBe(401);
  });

  test('that nobody put on record opens nothing, however well it is signed', async () => {
    const claim = { id: '00000000000000a4', experimentId: 'headline', expiresAt: Date.now() + 9e5 };
    const token = await writeShareToken(claim, await ring());
    expect((await get(`${csv}?share=${token}`)).status).toBe(401);
  });

  test('is refused with any character changed', async () => {
    const keys = await ring();
    const token = await writeShareToken(await shared('00000000000000a5'), keys);
    const now = Date.now();
    expect(await readShareToken(token, 'headline', { keys, now })).not.toBeNull();
    expect(await readShareToken(token, 'layout', { keys, now })).toBeNull();
    for (let at = 0; at < token.length; at++) {
      const changed = token.slice(0, at) + (token[at] === '2' ? '3' : '2') + token.slice(at + 1);
      expect(await readShareToken(changed, 'headline', { keys, now }), changed).toBeNull();
    }
  });
});

test('after ten wrong keys an address waits out the minute, and nobody else does', async () => {
  const bearer = (key: string, address: string) => ({
    headers: { Authorization: `Bearer ${key}`, 'CF-Connecting-IP': address },
  });
  const ask = (key: string, address: string) =>
    exports.default.fetch(new Request(ORIGIN + csv, bearer(key, address)));
  const statuses: number[] = [];
  for (let tries = 0; tries < 11; tries++) {
    statuses.push((await ask(`wrong-${tries}`, '192.0.2.1')).status);
  }
  expect(statuses).toEqual([...Array(10).fill(401), 429]);
  const key = env.TRUELIFT_REPORT_KEY ?? '';
  const waiting = await ask(key, '192.0.2.1');
  expect([waiting.status, waiting.headers.get('Retry-After')]).toEqual([429, '60']);
  expect((await ask(key, '192.0.2.2')).status).toBe(200);
});

test('an address that waited may try again, and only so many addresses are remembered', () => {
  const tries = createWrongTries();
  for (let count = 0; count < 10; count++) tries.wrong('a', 1_000);
  expect([tries.waits('a', 60_999), tries.waits('a', 61_000)]).toEqual([true, false]);
  for (let count = 0; count < 2_000; count++) tries.wrong(`b${count}`, 1_000);
  expect(tries.waits('a', 1_001)).toBe(false);
});
