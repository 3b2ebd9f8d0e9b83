import { env } from 'cloudflare:workers';
import { expect, test } from 'vitest';
import { readOverview } from '#worker/reporting/read-overview.ts';
import { readReport } from '#worker/reporting/read-report.ts';
import { startOfDay } from '#worker/store/looks/looks-day.ts';
import { noteAlert } from '#worker/store/operation/alerts.ts';
import { headline, layout, catalog as world } from '../world.ts';
import { DAY_MS, HOUR_MS, openEpochs, visitors, write } from './looks-world.ts';

const BERLIN = 'Europe/Berlin';
const FIRST = startOfDay('2026-03-02', BERLIN);
const NOW = FIRST + 16 * DAY_MS + 9 * HOUR_MS;
const catalog = { ...world, experiments: [headline, layout] };

/** The database, counting the statements and the trips that it takes. */
function counting(): { db: D1Database; asked: { statements: number; trips: number } } {
  const asked = { statements: 0, trips: 0 };
  const db = new Proxy(env.DB, {
    get(target, name) {
      const value: unknown = Reflect.get(target, name);
      if (typeof value !== 'function') return value;
      if (name !== 'batch') return value.bind(target);
      return (statements: D1PreparedStatement[]) => {
        asked.statements += statements.length;
        asked.trips += 1;
        return target.batch(statements);
      };
    },
  });
  return { db, asked };
}

test('the list says what the report says, shorter, and what is open', async () => {
  await openEpochs(catalog, FIRST);
  await write(visitors(BERLIN, FIRST, { count: 16 * 144, gapMs: 600_000 }));
  const alert = { id: 'a', kind: 'verdict', experimentId: 'headline', sentence: 'Look.' } as const;
  await noteAlert(env.DB, alert, { now: NOW - HOUR_MS, goneBefore: 0 }).run();
  const { lines, alerts } = await readOverview(env.DB, catalog, NOW);
  const line = lines.find(({ id }) => id === 'headline');
  const report = await readReport(env.DB, catalog, { id: 'headline', now: NOW });
  expect(line?.code).toBe(report?.state.code);
  expect(line?.visitors).toBe(report?.variants.reduce((sum, one) => sum + one.visitors, 0));
  expect(line?.perDay).toHaveLength(16);
  expect(line?.pace).toBe(144);
  expect(alerts).toMatchObject([{ sentence: 'Look.', raisedAt: NOW - HOUR_MS }]);
  expect(lines.find(({ id }) => id === 'layout')).toMatchObject({ perDay: [], pace: null });
});

test('seven statements in one trip answer it, however many experiments there are', async () => {
  const more = Array.from({ length: 9 }, (_, index) => ({ ...layout, id: `more-${index}` }));
  const { db, asked } = counting();
  await readOverview(db, { ...catalog, experiments: [headline, layout, ...more] }, NOW);
  expect(asked).toEqual({ statements: 7, trips: 1 });
});

test('what was paused or ended from the report says so, in the list and on its page', async () => {
  const act = (state: string, winner: string | null) =>
    env.DB.prepare(
      `INSERT OR REPLACE INTO experiment_states (experiment_id, state, changed_at, winner)
       VALUES ('headline', ?1, ?2, ?3)`,
    )
      .bind(state, NOW, winner)
      .run();
  const said = async () => {
    const { lines } = await readOverview(env.DB, catalog, NOW);
    const line = lines.find(({ id }) => id === 'headline');
    const report = await readReport(env.DB, catalog, { id: 'headline', now: NOW });
    return { group: line?.group, line: line?.sentence, page: report?.state };
  };
  await act('paused', null);
  const paused = await said();
  expect(paused.group).toBe('paused');
  expect(paused.line).toMatch(/^Paused: everybody sees the control/);
  expect(paused.page).toMatchObject({ code: 'paused' });
  await act('ended', 'bold');
  const ended = await said();
  expect(ended.group).toBe('ended');
  expect(ended.line).toMatch(/^Ended from the report on Mar 18: everybody sees “bold”\. Last/);
  expect(ended.page?.sentence).toMatch(/^Ended from the report on Mar 18: everybody sees “bold”/);
});
