import { env } from 'cloudflare:workers';
import { expect, test } from 'vitest';
import { writeHandoff } from '#worker/visitor/handoff.ts';
import { keyring } from '#worker/visitor/keyring.ts';
import { rowsOf } from '../visit.ts';
import { SECRETS, sendHook, signed } from './deals-world.ts';

/** The database, and how often anybody went there. */
function counted() {
  const trips = { count: 0 };
  // Own properties of real statements: a batch takes nothing else.
  const watched = (one: D1PreparedStatement): D1PreparedStatement => {
    const { bind, run, all } = one;
    return Object.assign(one, {
      bind: (...values: unknown[]) => watched(bind.apply(one, values)),
      run: () => {
        trips.count += 1;
        return run.call(one);
      },
      all: () => {
        trips.count += 1;
        return all.call(one);
      },
    });
  };
  const DB = new Proxy(env.DB, {
    get: (target, name) => {
      if (name === 'batch') trips.count += 1;
      const member = Reflect.get(target, name) as unknown;
      if (name === 'prepare') return (sql: string) => watched(target.prepare(sql));
      return typeof member === 'function' ? member.bind(target) : member;
    },
  });
  return { DB, trips };
}

/** Sales of so many visitors who were handed off. */
async function sales(count: number): Promise<readonly object[]> {
  const keys = await keyring(env.TRUELIFT_SIGNING_KEYS, 'HMAC');
  if (!keys) throw new Error('no keys');
  const now = Date.now();
  return Promise.all(
    Array.from({ length: count }, async (_, index) => {
      const unitId = crypto.randomUUID();
      const visit = { unitId, viewNonce: unitId, adUse: false };
      const times = { issuedAt: now - 1_000, expiresAt: now + 1_000_000 };
      const handoff = await writeHandoff({ ...visit, ...times }, keys);
      const amount = { minor: 1_000 + index, currency: 'EUR' };
      return {
        id: `e${index}`,
        deal: `d${index}`,
        stage: 'won',
        at: now,
        amount,
        ref: { handoff },
      };
    }),
  );
}

async function told(events: readonly object[], DB: D1Database): Promise<unknown> {
  const body = JSON.stringify(events);
  const given = { ...env, ...SECRETS, DB };
  return (await sendHook('crm', body, await signed(body), { given })).json();
}

test('a sale is on record and booked after two trips to the database, a repeat after one', async () => {
  const events = await sales(1);
  const { DB, trips } = counted();
  expect(await told(events, DB)).toMatchObject({ accepted: 1, unmatched: 0 });
  expect(trips.count).toBe(2);
  expect(await rowsOf('deals')).toHaveLength(1);
  expect(await rowsOf('deals_due')).toEqual([]);
  expect(await told(events, DB)).toMatchObject({ duplicate: 1 });
  expect(trips.count).toBe(3);
});

test('a request of many deals books them all, some at a time', async () => {
  const events = await sales(80);
  const { DB, trips } = counted();
  expect(await told(events, DB)).toMatchObject({ accepted: 80, unmatched: 0 });
  expect(trips.count).toBe(8);
  expect(await rowsOf('deals_due')).toEqual([]);
  const revenue = (await rowsOf('conversions')).filter(({ metric_id }) => metric_id === 'revenue');
  expect(revenue.reduce((sum, { value_minor }) => sum + Number(value_minor), 0)).toBe(
    80 * 1_000 + (79 * 80) / 2,
  );
});
