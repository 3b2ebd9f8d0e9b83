import { env } from 'cloudflare:workers';
import { expect, test } from 'vitest';
import type { Catalog } from '#experiments/definition/catalog/catalog.ts';
import { dropStatistics, fold } from '#worker/store/counts/fold.ts';
import { readExperimentCounts } from '#worker/store/counts/read-counts.ts';
import {
  insertConversions,
  insertExposures,
  insertSignals,
  insertTouchpoints,
} from '#worker/store/events/insert-rows.ts';
import { deleteOldRows, deleteOldRowsDaily } from '#worker/store/events/retention.ts';
import { seeded } from '../../support/seeded.ts';
import { randomHistory, START } from '../report/history.ts';
import { recount } from '../report/recount.ts';
import { rowsOf } from '../visit.ts';
import { catalog } from '../world.ts';

const DAY_MS = 86_400_000;
const SECOND = 1_000;

/** The tests' world, keeping raw rows for so many days. */
function keeping(eventDays: number): Catalog {
  const retention = { ...catalog.site.retention, eventDays };
  return { ...catalog, site: { ...catalog.site, retention } };
}

async function everything(now: number) {
  const {
    asOf: _,
    watermark: _rows,
    // It samples raw rows of recent days, of which there are none left.
    health: _sampled,
    ...counts
  } = await readExperimentCounts(env.DB, catalog, {
    experimentId: 'headline',
    now,
    dimensions: true,
  });
  return counts;
}

test.for([11, 12, 13])(
  'the report and a rebuild stay as they were when raw rows go (history %i)',
  async (seed) => {
    const random = seeded(seed);
    const history = randomHistory(random, 120);
    await env.DB.batch(
      history.map((one) =>
        one.kind === 'exposure'
          ? insertExposures(env.DB, [one.row])
          : insertConversions(env.DB, [one.row]),
      ),
    );
    const short = keeping(10);
    for (const day of [11, 13, 15, 30]) {
      const now = START + day * DAY_MS;
      await fold(env.DB, catalog, now);
      const before = await everything(now);
      // First a few, as a run of the cron that more is due on than it takes.
      for (const atMost of [7, 1_000]) {
        await deleteOldRows(env.DB, short, { now, linkDays: 10, atMost });
        expect(await everything(now)).toEqual(before);
        // As after a change of metrics: first nothing of the old statistics may be used, then rebuilt.
        await dropStatistics(env.DB);
        expect(await everything(now)).toEqual(before);
        await fold(env.DB, catalog, now);
        expect(await everything(now)).toEqual(before);
      }
    }
    expect(await rowsOf('exposures')).toEqual([]);
    expect(await rowsOf('conversions')).toEqual([]);
    expect(await rowsOf('visitor_totals')).toEqual([]);
    const { exposures, conversions } = await everything(START);
    expect({ exposures, conversions }).toEqual(recount(history));
  },
);

test('rows go one second after their age, not one before, and those of a lead stay longer', async () => {
  const now = START + 500 * DAY_MS;
  const limit = now - 10 * DAY_MS;
  const [one] = randomHistory(seeded(3), 40).filter(({ kind }) => kind === 'exposure');
  if (one?.kind !== 'exposure') throw new Error('no exposure in the history');
  for (const [unitId, receivedAt] of [
    ['young', limit + SECOND],
    ['of-age', limit],
    ['old', limit - SECOND],
    ['with-lead', limit - SECOND],
    ['with-old-lead', limit - SECOND],
  ] as const) {
    const shared = {
      unitId,
      viewNonce: unitId,
      landing: '/demo/',
      occurredAt: receivedAt,
      receivedAt,
    };
    await env.DB.batch([
      insertExposures(env.DB, [{ ...one.row, ...shared, eventId: unitId }]),
      insertConversions(env.DB, [
        {
          ...shared,
          eventId: unitId,
          metricId: 'cta',
          valueMinor: null,
          currency: null,
          flag: null,
        },
      ]),
      insertTouchpoints(env.DB, [
        { ...shared, eventId: unitId, query: '', referrer: '', source: 'exposure' },
      ]),
      insertSignals(env.DB, [{ ...shared, eventId: unitId, stage: 'rendered', detail: null }]),
    ]);
  }
  const lead = (id: string, at: number) =>
    env.DB.prepare(
      `INSERT INTO leads (lead_id, form_id, landing, unit_id, occurred_at, sealed_fields)
       VALUES (?1, 'signup', '/demo/', ?1, ?2, 'x')`,
    ).bind(id, at);
  await env.DB.batch([
    lead('with-lead', now - 20 * DAY_MS),
    lead('with-old-lead', now - 20 * DAY_MS - SECOND),
    ...[30 * DAY_MS, 30 * DAY_MS + SECOND].map((age, number) =>
      env.DB.prepare("INSERT INTO reject_samples VALUES ('d', 'c', ?1, 'm', 'p', ?2)").bind(
        number,
        now - age,
      ),
    ),
    ...[0, SECOND].map((more) =>
      env.DB.prepare(
        `INSERT INTO consent_answers (visitor_id, version, measurement, ad_user_data,
           ad_personalization, gpc, answered_at) VALUES ('v', '1', 1, 1, 1, 0, ?1)`,
      ).bind(limit - more),
    ),
  ]);
  const clean = () => deleteOldRows(env.DB, keeping(10), { now, linkDays: 20 });
  expect(await clean()).toBe(0);
  expect(await rowsOf('exposures'), 'nothing leaves before it is folded').toHaveLength(5);
  await fold(env.DB, catalog, now);
  expect(await clean()).toBe(2);
  expect(await clean(), 'again').toBe(0);
  for (const table of ['exposures', 'conversions', 'touchpoints']) {
    const units = (await rowsOf(table)).map(({ unit_id }) => unit_id);
    expect(units, table).toEqual(['young', 'of-age', 'with-lead']);
  }
  expect((await rowsOf('signals')).map(({ view_nonce }) => view_nonce)).toEqual([
    'of-age',
    'young',
  ]);
  expect((await rowsOf('leads')).map(({ unit_id }) => unit_id)).toEqual(['with-lead', null]);
  expect(await rowsOf('reject_samples')).toMatchObject([{ received_at: now - 30 * DAY_MS }]);
  expect(await rowsOf('consent_answers')).toMatchObject([{ answered_at: limit }]);
});

test('more than one run may delete goes by the next runs of the same day, and then the day is done', async () => {
  const now = START + 900 * DAY_MS;
  const [one] = randomHistory(seeded(4), 40).filter(({ kind }) => kind === 'exposure');
  if (one?.kind !== 'exposure') throw new Error('no exposure in the history');
  const old = (number: number) => {
    const unitId = `crowd-${number}`;
    return { ...one.row, unitId, eventId: unitId, viewNonce: unitId, receivedAt: START };
  };
  const left = async () =>
    (await rowsOf('exposures')).filter(({ unit_id }) => String(unit_id).startsWith('crowd-'))
      .length;
  const run = () => deleteOldRowsDaily(env.DB, keeping(10), { now, linkDays: 20, atMost: 2 });
  await insertExposures(env.DB, [1, 2, 3, 4, 5].map(old)).run();
  await fold(env.DB, catalog, now);
  // Whatever the tests before have left behind is old as well, but none of it a crowd.
  for (let runs = 0; runs < 20 && (await left()) > 0; runs++) await run();
  expect(await left()).toBe(0);
  await run();
  expect(await rowsOf('retention_days')).toHaveLength(1);
  await insertExposures(env.DB, [old(6)]).run();
  await fold(env.DB, catalog, now);
  await run();
  expect(await left(), 'one day is cleaned once').toBe(1);
});
