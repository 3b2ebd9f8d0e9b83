import { env } from 'cloudflare:workers';
import { expect, test } from 'vitest';
import { alertsSchema } from '#experiments/definition/settings/alerts.ts';
import { ALERT_SECRET } from '#test/support/worker/secrets.ts';
import { runDueJobs } from '#worker/cron.ts';
import { dropStatistics, fold } from '#worker/store/counts/fold.ts';
import { readExperimentCounts } from '#worker/store/counts/read-counts.ts';
import { startOfDay } from '#worker/store/looks/looks-day.ts';
import { insertMessage } from '#worker/store/operation/outbox.ts';
import {
  catalogIn,
  HOUR_MS,
  openEpochs,
  storedLooks,
  visitors,
  write,
} from '../report/looks-world.ts';
import { catalog } from '../world.ts';

const NOW = Date.UTC(2026, 10, 23, 9);
const ports = {
  catalog,
  renderPage: async () => new Response(null, { status: 404 }),
  now: () => NOW,
  development: false,
};

test('a job that fails is named, and the jobs after it do their work', async () => {
  const old = { messageId: 'msg_1', channel: 'alert-webhook', payload: '{}' };
  await insertMessage(env.DB, old, NOW).run();
  await env.DB.exec('DROP TABLE looks');
  await expect(runDueJobs(env, ports)).rejects.toThrow(/^these jobs failed: looks/);
  const row = await env.DB.prepare('SELECT state FROM outbox').first();
  expect(row).toEqual({ state: 'dead' });
});

test('a second run right after the first finds nothing left to do', async () => {
  await runDueJobs(env, ports);
  const epochs = () => env.DB.prepare('SELECT count(*) AS rows FROM epochs').first();
  const before = await epochs();
  await runDueJobs(env, ports);
  expect(await epochs()).toEqual(before);
});

test('four runs at once, three days late, do what one would have done in time', async () => {
  const timeZone = 'Europe/Berlin';
  const from = startOfDay('2026-11-20', timeZone);
  const now = startOfDay('2026-11-23', timeZone) + 9 * HOUR_MS;
  const alerts = {
    ...alertsSchema.parse({ webhook: 'https://hooks.example/x' }),
    webhook: 'http://receiver.test/cron-overlap/ok',
  };
  const plain = catalogIn(timeZone);
  const of = { ...plain, site: { ...plain.site, alerts } };
  const given = { ...env, TRUELIFT_ALERT_SECRET: ALERT_SECRET };
  await openEpochs(of, from);
  await write(visitors(timeZone, from, { count: 300, gapMs: HOUR_MS / 5 }));
  const messages = Array.from({ length: 30 }, (_, index) => `msg_overlap_${index}`);
  const payload = JSON.stringify({ kind: 'split', sentence: 'Do not read it.' });
  await env.DB.batch(
    messages.map((messageId) =>
      insertMessage(env.DB, { messageId, channel: 'alert-webhook', payload }, from),
    ),
  );
  const runs = [1, 2, 3, 4].map(() => runDueJobs(given, { ...ports, catalog: of, now: () => now }));
  await Promise.all(runs);
  expect((await storedLooks()).map(({ day }) => day)).toEqual([
    '2026-11-20',
    '2026-11-21',
    '2026-11-22',
  ]);
  const told = (await (await fetch('http://receiver.test/cron-overlap/seen')).json()) as {
    id: string;
  }[];
  const ours = told.map(({ id }) => id).filter((id) => id.startsWith('msg_overlap_'));
  expect(ours.sort()).toEqual(messages.sort());
  // Alerts that the runs raise themselves are told once, too.
  expect(new Set(told.map(({ id }) => id)).size).toBe(told.length);
  const counts = async () => {
    const {
      asOf: _,
      health: __,
      ...rest
    } = await readExperimentCounts(env.DB, of, {
      experimentId: 'headline',
      now,
    });
    return rest;
  };
  const before = await counts();
  expect(before.exposures.reduce((sum, row) => sum + row.visitors, 0)).toBe(300);
  await dropStatistics(env.DB);
  await fold(env.DB, of, now);
  expect(await counts()).toEqual(before);
});
