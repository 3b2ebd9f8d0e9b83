import { env } from 'cloudflare:workers';
import { expect, test } from 'vitest';
import { lookSchema } from '#experiments/contract/look.ts';
import { experimentReportSchema } from '#experiments/contract/report.ts';
import { createApp } from '#worker/app.ts';
import { readReport, readReports } from '#worker/reporting/read-report.ts';
import { takeDueLooks } from '#worker/reporting/take-looks.ts';
import { readLooks, writeLooks } from '#worker/store/looks/looks.ts';
import { startOfDay } from '#worker/store/looks/looks-day.ts';
import { headline } from '../world.ts';
import {
  aConversionRow,
  anExposureRow,
  catalogIn,
  DAY_MS,
  HOUR_MS,
  openEpochs,
  storedLooks,
  visitors,
  write,
} from './looks-world.ts';

const BERLIN = 'Europe/Berlin';
const berlin = catalogIn(BERLIN);
/** The day before clocks go forward in Berlin. */
const FIRST = startOfDay('2026-03-28', BERLIN);

/** Three days of visitors, one every two minutes from ten o'clock on the first. */
const threeDays = visitors(BERLIN, FIRST + 10 * HOUR_MS, { count: 1_500, gapMs: 120_000 });

async function decidedDays(): Promise<readonly unknown[]> {
  return (await storedLooks()).map(({ day, decided }) => [day, decided]);
}

test('a day is looked at when it is over, not a millisecond before', async () => {
  await openEpochs(berlin, FIRST);
  await write(threeDays.slice(0, 300));
  const midnight = startOfDay('2026-03-29', BERLIN);
  expect(await takeDueLooks(env.DB, berlin, { now: midnight - 1 })).toBe(0);
  expect(await storedLooks()).toEqual([]);
  expect(await takeDueLooks(env.DB, berlin, { now: midnight })).toBe(1);
  expect(await storedLooks()).toMatchObject([{ day: '2026-03-28', taken_at: midnight }]);
});

test('a look that is there is neither taken again nor changed by what comes later', async () => {
  await openEpochs(berlin, FIRST);
  await write(threeDays.slice(0, 300));
  const midnight = startOfDay('2026-03-29', BERLIN);
  await takeDueLooks(env.DB, berlin, { now: midnight });
  const first = await storedLooks();
  // An outbox that was offline brings an exposure and a conversion of the day before.
  const at = FIRST + 12 * HOUR_MS;
  await write([
    anExposureRow({ unitId: 'late', at, timeZone: BERLIN, variantId: 'bold' }),
    aConversionRow({ unitId: 'late', at: at + 1 }),
  ]);
  expect(await takeDueLooks(env.DB, berlin, { now: midnight + HOUR_MS })).toBe(0);
  expect(await storedLooks()).toEqual(first);
  await expect(env.DB.prepare("UPDATE looks SET decision = 'better'").run()).rejects.toThrow(
    'a look is never changed',
  );
});

test('nights that were missed are caught up as if they had not been', async () => {
  await openEpochs(berlin, FIRST);
  await write(threeDays);
  const night = (day: string) => startOfDay(day, BERLIN);
  for (const day of ['2026-03-29', '2026-03-30', '2026-03-31']) {
    await takeDueLooks(env.DB, berlin, { now: night(day) + 5 * 60_000 });
  }
  const nightly = await decidedDays();
  const crossings = (await readLooks(env.DB, headline)).crossings.map(
    ({ takenAt: _, ...one }) => one,
  );
  expect(nightly.length).toBe(3);
  expect(crossings.length).toBe(1);
  await expect(env.DB.prepare('UPDATE crossings SET visitors = 1').run()).rejects.toThrow(
    'a first crossing is never changed',
  );
  await env.DB.batch([
    env.DB.prepare('DELETE FROM looks'),
    env.DB.prepare('DELETE FROM crossings'),
  ]);
  expect(await takeDueLooks(env.DB, berlin, { now: night('2026-03-31') + 9 * HOUR_MS })).toBe(3);
  expect(await decidedDays()).toEqual(nightly);
  const caughtUp = (await readLooks(env.DB, headline)).crossings;
  expect(caughtUp.map(({ takenAt: _, ...one }) => one)).toEqual(crossings);
});

test('looks taken at the same time are taken once', async () => {
  await openEpochs(berlin, FIRST);
  await write(threeDays);
  const now = startOfDay('2026-03-31', BERLIN) + HOUR_MS;
  await Promise.all([
    takeDueLooks(env.DB, berlin, { now }),
    readReport(env.DB, berlin, { id: 'headline', now: now + 1 }),
    readReports(env.DB, berlin, now + 2),
    takeDueLooks(env.DB, berlin, { now: now + 3 }),
  ]);
  const looks = await storedLooks();
  expect(looks.map(({ day }) => day)).toEqual(['2026-03-28', '2026-03-29', '2026-03-30']);
  const { last, crossings } = await readLooks(env.DB, headline);
  expect(lookSchema.parse(last)).toEqual(last);
  expect(crossings.length).toBe(1);
  const seen = looks.find(({ day }) => day === crossings[0]?.day);
  expect(crossings[0]?.takenAt).toBe(seen?.taken_at);
});

test('a crossing is kept only by the look that is kept', async () => {
  await openEpochs(berlin, FIRST);
  await write(threeDays.slice(0, 300));
  const midnight = startOfDay('2026-03-29', BERLIN);
  await takeDueLooks(env.DB, berlin, { now: midnight });
  const before = (await readLooks(env.DB, headline)).crossings;
  const { last } = await readLooks(env.DB, headline);
  if (!last) throw new Error('no look');
  const another = { ...last, days: 99 };
  const crossing = {
    variant: 'bold',
    metric: 'cta',
    day: last.day,
    takenAt: 1,
    visitors: 1,
    lower: 1,
    upper: 2,
    level: 0.95,
  };
  await writeLooks(env.DB, headline, [{ look: another, crossings: [crossing] }]);
  expect((await readLooks(env.DB, headline)).crossings).toEqual(before);
});

test('the report tells the last look, its day, the next one and the first crossing', async () => {
  await openEpochs(berlin, FIRST);
  await write(threeDays);
  const morning = startOfDay('2026-03-31', BERLIN) + 9 * HOUR_MS;
  const today = visitors(BERLIN, morning - HOUR_MS, { count: 20, gapMs: 60_000, prefix: 'today' });
  await write(today);
  const report = experimentReportSchema.parse(
    await readReport(env.DB, berlin, { id: 'headline', now: morning }),
  );
  expect(report.look).toMatchObject({ day: '2026-03-30', takenAt: morning, days: 3 });
  expect(report.nextLook).toEqual({ day: '2026-03-31', at: startOfDay('2026-04-01', BERLIN) });
  expect(report.state).toMatchObject({ code: 'ahead' });
  expect(report.crossings).toMatchObject([{ variant: 'bold', metric: 'signup' }]);
  const counted = report.variants.reduce((sum, { visitors: count }) => sum + count, 0);
  const looked = report.look?.strata[0]?.visitors.reduce((sum, count) => sum + count, 0);
  expect(counted).toBe(1_520);
  expect(looked).toBe(1_500);
});

test('before the first day is over the report waits for the first look', async () => {
  await openEpochs(berlin, FIRST);
  await write(threeDays.slice(0, 50));
  const report = await readReport(env.DB, berlin, { id: 'headline', now: FIRST + 20 * HOUR_MS });
  expect(report?.state.code).toBe('first-look');
  expect(report?.look).toBeNull();
  expect(report?.nextLook).toEqual({ day: '2026-03-28', at: startOfDay('2026-03-29', BERLIN) });
});

test('the scheduled Worker takes what is due', async () => {
  await write(threeDays);
  const app = createApp({
    catalog: berlin,
    renderPage: async () => new Response(''),
    now: () => startOfDay('2026-03-30', BERLIN) + 60_000,
    development: false,
  });
  const controller = { scheduledTime: 0, cron: '*/5 * * * *', noRetry: () => {} };
  await app.scheduled(controller, env);
  await app.scheduled(controller, env);
  expect((await storedLooks()).map(({ day }) => day)).toEqual(['2026-03-28', '2026-03-29']);
});

test('looks end when the last window is closed', async () => {
  await openEpochs(berlin, FIRST);
  await write(threeDays.slice(0, 100));
  const later = FIRST + 40 * DAY_MS;
  // The metric's window is seven days.
  expect(await takeDueLooks(env.DB, berlin, { now: later })).toBe(1 + 7);
  expect(await takeDueLooks(env.DB, berlin, { now: later + DAY_MS })).toBe(0);
  expect((await storedLooks()).at(-1)).toMatchObject({ day: '2026-04-04' });
  const report = await readReport(env.DB, berlin, { id: 'headline', now: later });
  expect(report?.nextLook).toBeNull();
  expect(report?.look?.closedShare).toBe(1);
});
