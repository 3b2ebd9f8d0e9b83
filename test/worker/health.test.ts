import { createExecutionContext } from 'cloudflare:test';
import { env, exports } from 'cloudflare:workers';
import { expect, test } from 'vitest';
import worker from './entry.ts';
import { failingDatabase } from './failing-database.ts';
import { aConversion, ORIGIN, send, visit } from './visit.ts';

const ACCESS = { Authorization: `Bearer ${env.TRUELIFT_REPORT_KEY}` };

function health(headers: Record<string, string> = {}): Request {
  return new Request(`${ORIGIN}/_tl/health`, { headers });
}

test('tells anybody that the Worker answers, and nothing else', async () => {
  const answer = await exports.default.fetch(health({ Authorization: 'Bearer wrong' }));
  expect(await answer.json()).toEqual({ ok: true });
});

test('tells who has access what the ledger has booked', async () => {
  await send(await visit('/demo/'), [aConversion('cta'), { type: 'nonsense' }]);
  const answer = await exports.default.fetch(health(ACCESS));
  expect(await answer.json()).toEqual({
    ok: true,
    ledger: { accepted: 1, duplicate: 0, rejected: 1, rejectsByCode: { 'invalid-event': 1 } },
  });
});

test('says that the database fails to who has access', async () => {
  const DB = failingDatabase(env.DB, { times: Number.POSITIVE_INFINITY, when: 'before' });
  const answer = await worker.fetch(health(ACCESS), { ...env, DB }, createExecutionContext());
  expect(answer.status).toBe(503);
  expect(await answer.json()).toMatchObject({ ok: false });
});
