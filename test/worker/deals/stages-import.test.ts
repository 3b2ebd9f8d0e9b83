import { createExecutionContext } from 'cloudflare:test';
import { env } from 'cloudflare:workers';
import { expect, test } from 'vitest';
import type { StageImportAnswer } from '#experiments/contract/stage-import.ts';
import { ORIGIN, rowsOf } from '../visit.ts';
import { aLead, counted } from './deals-lead.ts';
import { dealsWorker, SECRETS, tell } from './deals-world.ts';

const worker = dealsWorker();
const key = { Authorization: `Bearer ${env.TRUELIFT_REPORT_KEY}` };

function ask(path: string, init: RequestInit = {}, headers: HeadersInit = key): Promise<Response> {
  const request = new Request(`${ORIGIN}${path}`, { ...init, headers });
  return worker.fetch(request, { ...env, ...SECRETS }, createExecutionContext());
}

async function importRows(rows: Record<string, string>[], dryRun = false): Promise<string[]> {
  const lines = rows.map((cells, index) => ({ line: index + 2, cells }));
  const body = JSON.stringify({ source: 'crm', dryRun, rows: lines });
  const answer = await ask('/report/api/stages', { method: 'POST', body });
  expect(answer.status).toBe(200);
  const { rows: verdicts } = (await answer.json()) as StageImportAnswer;
  return verdicts.map(({ line, verdict, message }) => `${line} ${verdict} ${message}`.trim());
}

const today = new Date().toISOString();

test('a file of stages does what a dry run said, and the same file again nothing', async () => {
  await aLead('ada@example.com');
  const rows = [
    { deal: 'd1', stage: 'closedwon', at: today, amount: '1200.50', email: 'Ada@example.com' },
    { deal: 'd2', stage: 'won', at: today, amount: '80', email: 'nobody@example.com' },
    { deal: 'd3', stage: 'signed', at: today, email: 'ada@example.com' },
    { deal: 'd4', stage: 'won', at: '23.11.2026', email: 'ada@example.com' },
    { stage: 'qualified', at: today, email: 'ada@example.com' },
    { stage: 'qualified', at: today, email: 'bob@example.com' },
  ];
  const verdicts = [
    '2 matched by its e-mail address',
    '3 waiting',
    expect.stringContaining('4 rejected stage: "signed" is not known.'),
    expect.stringContaining('5 rejected at: "23.11.2026" is no time; write 2026-11-23'),
    '6 matched by its e-mail address',
    '7 waiting',
  ];
  expect(await importRows(rows, true)).toEqual(verdicts);
  expect(await rowsOf('stage_events')).toEqual([]);
  expect(await rowsOf('ledger')).toHaveLength(2);
  expect(await importRows(rows)).toEqual(verdicts);
  const sums = { won: [1, 0], revenue: [1, 120_050], qualified: [1, 0] };
  expect(await counted()).toMatchObject(sums);
  expect(JSON.stringify(await rowsOf('stage_events'))).not.toContain('@example.com');
  expect((await importRows(rows)).filter((row) => row.includes('duplicate'))).toHaveLength(4);
  expect(await counted()).toMatchObject(sums);
});

test('the list of what needs a look names unmatched events and deals left out', async () => {
  const { view } = await aLead();
  const won = { stage: 'won', at: Date.now() };
  await tell([
    { id: '1', deal: 'a', ...won, ref: { leadId: view.n }, amount: { minor: 5, currency: 'GBP' } },
    { id: '2', deal: 'b', ...won, ref: { recordId: 'unknown' } },
  ]);
  expect(await (await ask('/report/api/stages')).json()).toMatchObject({
    unmatched: { count: 1, events: [{ source: 'crm', deal: 'b', stage: 'won' }] },
    leftOut: [
      {
        deal: 'a',
        reasons: [{ metricId: 'revenue', reason: 'no-rate' }],
        net: { minor: 5, currency: 'GBP' },
      },
    ],
    deals: { won: 1, lost: 0, open: 0 },
  });
});

test('only an editor imports, from no other site, what can be read', async () => {
  const body = JSON.stringify({ source: 'crm', rows: [{ line: 2, cells: { stage: 'won' } }] });
  const post = (headers: Record<string, string>, text = body) =>
    ask('/report/api/stages', { method: 'POST', body: text }, headers).then(({ status }) => status);
  expect(await post({})).toBe(401);
  expect(await post({ ...key, Origin: 'https://evil.example' })).toBe(403);
  expect(await post(key, '{}')).toBe(422);
  expect(await post(key, body.replace('crm', 'other'))).toBe(404);
  expect(await rowsOf('stage_events')).toEqual([]);
});
