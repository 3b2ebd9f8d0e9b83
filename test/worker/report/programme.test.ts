import { env, exports } from 'cloudflare:workers';
import { expect, test } from 'vitest';
import type { Catalog, CatalogExperiment } from '#experiments/definition/catalog/catalog.ts';
import { readMonth, readProgramme } from '#worker/reporting/read-programme.ts';
import { startOfDay } from '#worker/store/looks/looks-day.ts';
import { noteAlert } from '#worker/store/operation/alerts.ts';
import { auditOnly } from '#worker/store/operation/audit.ts';
import { ORIGIN } from '../visit.ts';
import { headline, layout, catalog as world } from '../world.ts';
import { DAY_MS, HOUR_MS, openEpochs, storedLooks, visitors, write } from './looks-world.ts';

const BERLIN = 'Europe/Berlin';
const FIRST = startOfDay('2026-03-02', BERLIN);
const draft: CatalogExperiment = {
  ...headline,
  id: 'next',
  title: 'The next one',
  status: 'draft',
  score: { impact: 4, confidence: 5, ease: 6 },
  hypothesis: {
    because: 'In 14 of 20 calls somebody asked.',
    change: 'The title says it at once.',
    audience: 'All visitors',
    metric: 'signup',
    atLeastBp: 2_000,
  },
};
const catalog: Catalog = { ...world, experiments: [headline, layout, draft] };
const endedCatalog: Catalog = {
  ...catalog,
  experiments: [{ ...headline, status: 'ended', learned: 'Bold wins.' }, layout, draft],
};

/** Sixteen days of visitors, one every ten minutes; every second one signs up as in `visitors`. */
async function sixteenDays(): Promise<void> {
  await openEpochs(catalog, FIRST);
  await write(visitors(BERLIN, FIRST, { count: 16 * 144, gapMs: 600_000 }));
}
const NOW = FIRST + 16 * DAY_MS + 9 * HOUR_MS;

/** The database, counting what it is asked. */
function counting(): { db: D1Database; asked: { statements: number; trips: number } } {
  const asked = { statements: 0, trips: 0 };
  const db = new Proxy(env.DB, {
    get(target, name) {
      if (name === 'batch') {
        return (statements: D1PreparedStatement[]) => {
          asked.statements += statements.length;
          asked.trips += 1;
          return target.batch(statements);
        };
      }
      const value: unknown = Reflect.get(target, name);
      return typeof value === 'function' ? value.bind(target) : value;
    },
  });
  return { db, asked };
}

test('a draft is planned from what the database counted, behind what it excludes', async () => {
  await sixteenDays();
  const { queue, calendar, archive, months } = await readProgramme(env.DB, catalog, NOW);
  // 72 control visitors a day, every tenth of them signs up: 16 × 7.2 rounds up by the day.
  expect(queue).toMatchObject([
    { id: 'next', size: { ok: true, measuredOn: 'headline', chance: 0.5, weeklyVisitors: 1_008 } },
  ]);
  const [size] = queue.map((one) => one.size);
  expect(size?.ok && size.baseline).toBeCloseTo(0.1, 2);
  const lane = calendar.lanes.find(({ landing }) => landing === '/demo/');
  expect(lane?.slots).toMatchObject([
    // Decided, so it keeps its page until Sunday; the draft of the same title comes on Monday.
    { id: 'headline', kind: 'running', from: '2026-03-02', to: '2026-03-22', end: 'decided' },
    { id: 'layout', kind: 'running', to: null, end: 'no-visitors' },
    { id: 'next', kind: 'planned', from: '2026-03-23' },
  ]);
  expect(archive).toEqual([]);
  expect(months).toEqual(['2026-03']);
});

test('six statements answer it, however many experiments there are; looks are taken once', async () => {
  await sixteenDays();
  await readProgramme(env.DB, catalog, NOW);
  const looks = await storedLooks();
  expect(looks.length).toBe(16);
  const { db, asked } = counting();
  await readProgramme(db, catalog, NOW + 1);
  expect(asked).toEqual({ statements: 6, trips: 1 });
  const many = Array.from({ length: 60 }, (_, index) => ({ ...headline, id: `more-${index}` }));
  await readProgramme(db, { ...catalog, experiments: [...catalog.experiments, ...many] }, NOW + 2);
  await readMonth(db, catalog, { month: '2026-03', baseline: null, now: NOW + 3 });
  expect(asked).toEqual({ statements: 20, trips: 3 });
  expect(await storedLooks()).toEqual(looks);
});

test('an ended experiment is in the archive with the verdict of its last look', async () => {
  await sixteenDays();
  const { archive, cadence, queue } = await readProgramme(env.DB, endedCatalog, NOW + 8 * DAY_MS);
  expect(archive).toMatchObject([
    { id: 'headline', verdict: 'better', learned: 'Bold wins.', visitors: 16 * 144, days: 16 },
  ]);
  expect(archive[0]?.intervals).toMatchObject([{ variant: 'bold' }]);
  expect(cadence.quarters).toEqual([
    { quarter: '2026-Q1', concluded: 1, decided: 1, medianDays: 16 },
  ]);
  expect(queue[0]?.tested).toMatchObject([
    { id: 'headline', status: 'ended', same: 'key' },
    { id: 'layout', status: 'running', same: 'section' },
  ]);
});

test('one that was ended from the report is ended, with its winner', async () => {
  await sixteenDays();
  await env.DB.prepare(
    `INSERT INTO experiment_states (experiment_id, state, changed_at, winner)
     VALUES ('headline', 'ended', ?1, 'bold')`,
  )
    .bind(NOW)
    .run();
  const { archive } = await readProgramme(env.DB, catalog, NOW);
  expect(archive).toMatchObject([{ id: 'headline', winner: 'bold', lastDay: '2026-03-18' }]);
});

test('a month has its first verdict, what people did, its levels and its problems', async () => {
  await sixteenDays();
  const entry = {
    entryId: crypto.randomUUID(),
    experimentId: 'headline',
    actor: 'lena@example.com',
    reason: 'The site was down.',
    now: FIRST + DAY_MS,
    after: 'paused',
  };
  const alert = {
    ...{ id: 'split headline', kind: 'split' as const, experimentId: 'headline' },
    sentence: 'The split is not the planned one.',
  };
  await env.DB.batch([
    auditOnly(env.DB, { ...entry, action: 'pause' }),
    auditOnly(env.DB, { ...entry, entryId: crypto.randomUUID(), action: 'note' }),
    noteAlert(env.DB, alert, { now: FIRST + 2 * DAY_MS, goneBefore: 0 }),
  ]);
  const of = { month: '2026-03', baseline: '2026-02', now: NOW };
  const march = await readMonth(env.DB, catalog, of);
  expect(march.verdicts).toMatchObject([{ id: 'headline', kind: 'better' }]);
  expect(march.acts).toMatchObject([{ id: 'headline', action: 'pause', actor: entry.actor }]);
  expect(march.alerts).toMatchObject([{ kind: 'split', firstDay: '2026-03-04' }]);
  const signups = march.levels.find(({ metric }) => metric === 'signup');
  expect(signups).toMatchObject({ now: { visitors: 16 * 144 }, baseline: null, change: null });
  const april = await readMonth(env.DB, catalog, { ...of, month: '2026-04' });
  expect([april.verdicts, april.acts, april.alerts, april.levels]).toEqual([[], [], [], []]);
});

function get(path: string, key = env.TRUELIFT_REPORT_KEY): Promise<Response> {
  const headers = { Authorization: `Bearer ${key}` };
  return exports.default.fetch(new Request(ORIGIN + path, { headers }));
}

test('the API gives the programme and its months as JSON and CSV, to those with access', async () => {
  const programme = await get('/report/api/programme.json');
  expect(await programme.json()).toMatchObject({ v: 1, archive: [], months: [] });
  const csv = await get('/report/api/programme.csv');
  expect(csv.headers.get('Content-Disposition')).toBe('attachment; filename="programme.csv"');
  expect(await csv.text()).toMatch(/^part,experiment,/);
  const month = await get('/report/api/programme/2026-03.json?baseline=2026-13');
  expect(await month.json()).toMatchObject({ v: 1, month: '2026-03', baseline: null });
  const table = await get('/report/api/programme/2026-03.csv?baseline=2026-02');
  expect(table.headers.get('Content-Disposition')).toBe(
    'attachment; filename="programme-2026-03.csv"',
  );
  for (const path of ['programme.xml', 'programme/2026-13.json', 'programme/2026-03.html']) {
    expect((await get(`/report/api/${path}`)).status).toBe(404);
  }
  for (const path of ['/report/api/programme.json', '/report/programme/']) {
    expect((await get(path, 'A'.repeat(43))).status).toBe(401);
  }
});
