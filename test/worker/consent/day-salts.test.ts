import { env } from 'cloudflare:workers';
import { beforeEach, expect, test } from 'vitest';
import { keepDaySalts, readDaySalts } from '#worker/store/events/day-salts.ts';
import { siteDay } from '#worker/store/operation/site-day.ts';
import { failingDatabase } from '../events/failing-database.ts';
import { rowsOf } from '../visit.ts';
import { catalog } from '../world.ts';
import { isolate } from './cookieless-app.ts';

const ZONE = 'Europe/Berlin';
const HOUR_MS = 3_600_000;
const NOON = Date.UTC(2026, 10, 23, 11);

beforeEach(async () => {
  await env.DB.exec('DELETE FROM day_salts');
});

test('never more than two salts exist, and none older than two days, on days of any length', async () => {
  // From before the clocks go back (a day of 25 hours) until after, and over the change in spring.
  for (const from of [Date.UTC(2026, 9, 24), Date.UTC(2027, 2, 27)]) {
    for (let now = from; now < from + 3 * 24 * HOUR_MS; now += 0.7 * HOUR_MS) {
      const salts = await readDaySalts(env.DB, { now, timeZone: ZONE });
      expect(salts.has(siteDay(now, ZONE))).toBe(true);
      const rows = await rowsOf('day_salts');
      expect(rows.length).toBeLessThanOrEqual(2);
      // Of days that are over there is none at all; the eldest lives its day and the hour before.
      expect(rows.every(({ day }) => String(day) >= siteDay(now, ZONE))).toBe(true);
      const oldest = Math.min(...rows.map(({ made_at }) => Number(made_at)));
      expect(now - oldest).toBeLessThan(27 * HOUR_MS);
    }
  }
});

test('the salt of a day does not change during the day, and the next day has another', async () => {
  const at = (now: number) => readDaySalts(env.DB, { now, timeZone: ZONE });
  const salt = (await at(NOON)).get('2026-11-23');
  expect(salt).toMatch(/^[\w-]{43}$/);
  expect((await at(NOON + 11 * HOUR_MS)).get('2026-11-23')).toBe(salt);
  const late = await at(NOON + 11.5 * HOUR_MS);
  expect([...late.keys()].sort()).toEqual(['2026-11-23', '2026-11-24']);
  const next = await at(NOON + 12 * HOUR_MS);
  expect([...next]).toEqual([['2026-11-24', late.get('2026-11-24')]]);
  expect(next.get('2026-11-24')).not.toBe(salt);
});

test('twenty isolates that start at once have one salt between them', async () => {
  const read = Array.from({ length: 20 }, () =>
    readDaySalts(env.DB, { now: NOON, timeZone: ZONE }),
  );
  const salts = await Promise.all(read);
  expect(new Set(salts.map((one) => one.get('2026-11-23'))).size).toBe(1);
  expect(await rowsOf('day_salts')).toHaveLength(1);
});

test('a salt that a changed zone or clock would keep for longer than two days goes', async () => {
  const made = NOON - 48 * HOUR_MS;
  await env.DB.prepare("INSERT INTO day_salts VALUES ('2026-11-23', 'old', ?1)").bind(made).run();
  const salts = await readDaySalts(env.DB, { now: NOON, timeZone: ZONE });
  expect(salts.get('2026-11-23')).toMatch(/^[\w-]{43}$/);
});

test('the cron destroys what is over without any visitor, and all of it where the mode is not in use', async () => {
  const clock = { now: NOON };
  await isolate(clock).cron();
  const [first] = await rowsOf('day_salts');
  clock.now += 24 * HOUR_MS;
  await isolate(clock).cron();
  const rows = await rowsOf('day_salts');
  expect(rows.map(({ day }) => day)).toEqual(['2026-11-24']);
  expect(rows[0]?.['salt']).not.toBe(first?.['salt']);
  const { consent, timeZone } = catalog.site;
  await keepDaySalts(env.DB, { timeZone, consent: { ...consent, groups: [] } }, clock.now);
  expect(await rowsOf('day_salts')).toEqual([]);
});

test('with D1 down every page answers 200, counted as a single view', async () => {
  const clock = { now: NOON };
  const down = isolate(clock, failingDatabase(env.DB, { times: Infinity, when: 'before' }));
  const seen = new Set<string>();
  for (let count = 0; count < 20; count += 1) {
    const { response, view } = await down.open();
    expect(response.status).toBe(200);
    expect(response.headers.getSetCookie()).toEqual([]);
    expect([view.m, view.u]).toEqual(['strict', undefined]);
    seen.add(view.n);
  }
  expect(seen.size).toBe(20);
});

test('a D1 that never answers holds up no page', async () => {
  const never = new Promise<never>(() => {});
  const statement = { bind: () => statement, all: () => never, run: () => never };
  const hanging = { prepare: () => statement, batch: () => never } as unknown as D1Database;
  const edge = isolate({ now: NOON }, hanging, { waits: false });
  const before = performance.now();
  const { response, view } = await edge.open();
  expect([response.status, view.m]).toEqual([200, 'strict']);
  expect(performance.now() - before).toBeLessThan(1_000);
});

test('one isolate that has the salt goes on by it when D1 fails, and others know the same visitor', async () => {
  const clock = { now: NOON };
  const failing = { db: env.DB };
  const db = new Proxy(env.DB, {
    get: (_, name) => {
      const member = Reflect.get(failing.db, name) as unknown;
      return typeof member === 'function' ? member.bind(failing.db) : member;
    },
  });
  const [one, other] = [isolate(clock, db), isolate(clock)];
  const first = await one.open();
  expect(first.view.m).toBe('cookieless');
  failing.db = failingDatabase(env.DB, { times: Infinity, when: 'before' });
  clock.now += 2 * HOUR_MS;
  expect((await one.open()).view.u).toBe(first.view.u);
  expect((await other.open()).view.u).toBe(first.view.u);
});
