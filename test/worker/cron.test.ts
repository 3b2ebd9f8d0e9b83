import { env } from 'cloudflare:workers';
import { expect, test } from 'vitest';
import { runDueJobs } from '#worker/cron.ts';
import { insertMessage } from '#worker/store/outbox.ts';
import { catalog } from './world.ts';

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
