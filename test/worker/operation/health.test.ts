import { createExecutionContext } from 'cloudflare:test';
import { env, exports } from 'cloudflare:workers';
import { expect, test } from 'vitest';
import { runDueJobs } from '#worker/cron.ts';
import { insertMessage } from '#worker/store/operation/outbox.ts';
import worker from '../entry.ts';
import { failingDatabase } from '../events/failing-database.ts';
import { leadSite } from '../leads/lead-site.ts';
import { aConversion, anExposure, ORIGIN, send, visit } from '../visit.ts';
import { catalog } from '../world.ts';

const ACCESS = { Authorization: `Bearer ${env.TRUELIFT_REPORT_KEY}` };
const MINUTE = 60_000;

function health(headers: Record<string, string> = {}): Request {
  return new Request(`${ORIGIN}/_tl/health`, { headers });
}

/** What the holder of the key is told. */
async function told(
  fetch: (request: Request) => Promise<Response> = (it) => exports.default.fetch(it),
) {
  return (await (await fetch(health(ACCESS))).json()) as {
    ok: boolean;
    warnings: string[];
    ledger: object;
    schema: { newest: string; applied: number };
    cron: { ranAt: number | null; jobs: Record<string, { doneAt?: number; error?: string }> };
    fold: { foldedAt: number | null; behind: object };
    outbox: object;
    today: { received: number; rowsWrittenAbout: number; freePlanRows: number };
  };
}

test('tells anybody that the Worker answers, and nothing else', async () => {
  const answer = await exports.default.fetch(health({ Authorization: 'Bearer wrong' }));
  expect(await answer.json()).toEqual({ ok: true });
});

test('tells who has access what came in, what is not folded yet and how much was written', async () => {
  await send(await visit('/demo/'), [anExposure(), aConversion('cta'), { type: 'nonsense' }]);
  const found = await told();
  expect(found).toMatchObject({
    ok: true,
    ledger: { accepted: 2, duplicate: 0, rejected: 1, rejectsByCode: { 'invalid-event': 1 } },
    fold: { foldedAt: null, behind: { exposures: 2, conversions: 1 } },
    outbox: { waiting: 0, oldestAt: null, givenUp: 0 },
    today: { received: 3, rowsWrittenAbout: 8 + 5 + 3, freePlanRows: 100_000 },
  });
  expect(found.schema.newest).toMatch(/^\d{4}_\w+\.sql$/);
  expect(found.warnings).toEqual([
    'The cron has never run: is it set up ([triggers] in wrangler.toml)?',
  ]);
});

test('names a job that stopped, and a cron that does not come', async () => {
  const site = leadSite();
  const ask = () => told((request) => site.fetch('/_tl/health', { headers: request.headers }));
  await site.cron();
  expect((await ask()).warnings).toEqual([]);
  const ports = { catalog, renderPage: async () => new Response(), development: false };
  await env.DB.exec('DROP TABLE looks');
  site.later(16 * MINUTE);
  await expect(runDueJobs(env, { ...ports, now: site.now })).rejects.toThrow(/looks/);
  const after = await ask();
  expect(after.cron.ranAt).toBe(site.now());
  expect(after.cron.jobs).toMatchObject({
    fold: { doneAt: site.now() },
    looks: { doneAt: site.now() - 16 * MINUTE, failedAt: site.now() },
  });
  expect(after.warnings).toContainEqual(
    expect.stringMatching(
      /^The job looks last did its work 16 minutes ago: .*no such table: looks/,
    ),
  );
  site.later(180 * MINUTE);
  expect((await ask()).warnings).toEqual([
    'The cron last ran 3 hours ago: is it set up ([triggers] in wrangler.toml)?',
  ]);
});

test('says what was given up, what waits too long, and that the free plan is nearly used up', async () => {
  const site = leadSite();
  const ask = () => told((request) => site.fetch('/_tl/health', { headers: request.headers }));
  await site.cron();
  const day = new Date(site.now()).toISOString().slice(0, 10);
  const message = (messageId: string) => ({ messageId, channel: 'crm', payload: '{}' });
  await env.DB.batch([
    insertMessage(env.DB, message('old'), site.now() - 25 * 60 * MINUTE),
    insertMessage(env.DB, message('dead'), site.now()),
    insertMessage(env.DB, message('ended'), site.now()),
    env.DB.prepare("UPDATE outbox SET state = 'dead' WHERE message_id <> 'old'"),
    env.DB.prepare("UPDATE outbox SET ended_as = 'erased' WHERE message_id = 'ended'"),
    env.DB.prepare("INSERT INTO ledger (day, kind, accepted) VALUES (?1, 'exposure', 10_500)").bind(
      day,
    ),
  ]);
  const { warnings, outbox } = await ask();
  expect(outbox).toMatchObject({ waiting: 1, givenUp: 1 });
  expect(warnings).toEqual([
    'Messages that were given up: 1. /report/leads/ lists those of leads.',
    'The oldest waiting message came 25 hours ago; 1 wait.',
    'About 84 % of the rows that the free plan may write in a day are written.',
  ]);
});

test('says that the database fails to who has access', async () => {
  const DB = failingDatabase(env.DB, { times: Number.POSITIVE_INFINITY, when: 'before' });
  const answer = await worker.fetch(health(ACCESS), { ...env, DB }, createExecutionContext());
  expect(answer.status).toBe(503);
  expect(await answer.json()).toMatchObject({ ok: false });
});
