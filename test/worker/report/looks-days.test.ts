import { env } from 'cloudflare:workers';
import { describe, expect, test } from 'vitest';
import { addDays } from '#experiments/report/decision/civil-day.ts';
import { takeDueLooks } from '#worker/reporting/take-looks.ts';
import { fold } from '#worker/store/counts/fold.ts';
import { readClosedCounts } from '#worker/store/looks/looks-counts.ts';
import { startOfDay } from '#worker/store/looks/looks-day.ts';
import { siteDay } from '#worker/store/operation/site-day.ts';
import { seeded } from '../../support/seeded.ts';
import { catalog } from '../world.ts';
import { type Occurrence, randomHistory } from './history.ts';
import {
  aConversionRow,
  anExposureRow,
  catalogIn,
  HOUR_MS,
  openEpochs,
  storedLooks,
  visitors,
  write,
} from './looks-world.ts';
import { recount } from './recount.ts';

describe('a day begins where the calendar turns', () => {
  test.for([
    ['UTC', '2026-03-29', 24],
    ['Europe/Berlin', '2026-03-29', 23],
    ['Europe/Berlin', '2026-10-25', 25],
    ['America/New_York', '2026-03-08', 23],
    ['America/New_York', '2026-11-01', 25],
    ['Asia/Kolkata', '2026-06-01', 24],
    ['Pacific/Kiritimati', '2026-06-01', 24],
    ['Pacific/Pago_Pago', '2026-06-01', 24],
    // Clocks that change at midnight: the first hour of the day is left out.
    ['Asia/Beirut', '2026-03-29', 23],
    ['America/Havana', '2026-03-08', 23],
    ['Australia/Lord_Howe', '2026-04-05', 24.5],
  ] as const)('%s, %s has %d hours', ([timeZone, day, hours]) => {
    const start = startOfDay(day, timeZone);
    const end = startOfDay(addDays(day, 1), timeZone);
    expect((end - start) / HOUR_MS).toBe(hours);
    expect(siteDay(start, timeZone)).toBe(day);
    expect(siteDay(start - 1, timeZone)).toBe(addDays(day, -1));
    expect(siteDay(end - 1, timeZone)).toBe(day);
  });
});

test.for([
  ['Europe/Berlin', '2026-10-24'],
  ['America/New_York', '2026-10-31'],
  ['Europe/Berlin', '2026-03-28'],
  ['America/New_York', '2026-03-07'],
] as const)(
  'looks of %s from %s follow its midnights over a change of clocks',
  async ([timeZone, firstDay]) => {
    const of = catalogIn(timeZone);
    const from = startOfDay(firstDay, timeZone);
    await openEpochs(of, from);
    await write(visitors(timeZone, from, { count: 288, gapMs: HOUR_MS / 4 }));
    for (const [index, day] of [0, 1, 2].map((days) => addDays(firstDay, days)).entries()) {
      const midnight = startOfDay(addDays(day, 1), timeZone);
      expect(await takeDueLooks(env.DB, of, { now: midnight - 1 })).toBe(0);
      expect(await takeDueLooks(env.DB, of, { now: midnight })).toBe(1);
      const looks = await storedLooks();
      expect(looks.length).toBe(index + 1);
      expect(looks.at(-1)).toMatchObject({ day });
      const decided = JSON.parse(String(looks.at(-1)?.decided));
      const seen = decided.strata[0].visitors[0] + decided.strata[0].visitors[1];
      expect(seen).toBe(Math.min(288, ((midnight - from) / HOUR_MS) * 4));
    }
  },
);

test.for(['Europe/Berlin', 'America/New_York', 'Asia/Kolkata'])(
  'what happens after midnight in %s is of the next look, however late a look is taken',
  async (timeZone) => {
    const of = catalogIn(timeZone);
    const midnight = startOfDay('2026-05-02', timeZone);
    await openEpochs(of, midnight - HOUR_MS);
    const unitId = 'night-owl';
    await write([
      anExposureRow({ unitId, at: midnight - 60_000, timeZone, variantId: 'bold' }),
      aConversionRow({ unitId, at: midnight + 60_000 }),
    ]);
    await takeDueLooks(env.DB, of, { now: midnight + 60 * HOUR_MS });
    const seen = (await storedLooks()).map(({ day, decided }) => {
      const [stratum] = JSON.parse(String(decided)).strata;
      return [day, stratum.visitors, stratum.metrics.signup.converted];
    });
    expect(seen).toEqual([
      ['2026-05-01', [0, 1], [0, 0]],
      ['2026-05-02', [0, 1], [0, 1]],
      ['2026-05-03', [0, 1], [0, 1]],
    ]);
  },
);

test.for([1, 2, 3, 4, 5, 6])(
  'the counts of a closed day are those of what had happened by its end (history %i)',
  async (seed) => {
    const random = seeded(seed);
    const { timeZone } = catalog.site;
    // Rows arrive up to two days late, in the order of their arrival.
    const history = randomHistory(random, 150)
      .map((one): Occurrence => {
        const receivedAt = one.row.occurredAt + Math.floor(random() ** 4 * 48 * HOUR_MS);
        return one.kind === 'exposure'
          ? { kind: one.kind, row: { ...one.row, receivedAt } }
          : { kind: one.kind, row: { ...one.row, receivedAt } };
      })
      .sort((a, b) => a.row.receivedAt - b.row.receivedAt);
    const cut = Math.floor(random() * history.length);
    await write(history.slice(0, cut));
    await fold(env.DB, catalog, 0);
    await write(history.slice(cut));
    const days = Array.from({ length: 12 }, (_, index) => addDays('2026-03-26', index)).map(
      (day) => ({ day, endsAt: startOfDay(addDays(day, 1), timeZone) }),
    );
    const counts = await readClosedCounts(env.DB, catalog, {
      experimentId: 'headline',
      days,
      now: 0,
    });
    for (const [index, { day, endsAt }] of days.entries()) {
      const happened = history.filter(({ kind, row }) =>
        kind === 'exposure' ? row.day <= day : row.occurredAt < endsAt,
      );
      const { exposures, conversions } = recount(happened);
      expect(counts[index]?.exposures).toEqual(exposures);
      // What was taken back altogether may leave a cell of zeros, or none.
      const told = (cells: typeof conversions = []) =>
        new Set(cells.filter((row) => row.conversions !== 0 || row.sumMinor !== 0));
      expect(told(counts[index]?.conversions)).toEqual(told(conversions));
    }
  },
);
