import { env } from 'cloudflare:workers';
import { expect, test } from 'vitest';
import { failingDatabase } from '../events/failing-database.ts';
import { rowsOf } from '../visit.ts';
import { dealsWorker, SECRETS, sendHook, signed, tell } from './deals-world.ts';

const NOW = Date.now();
const won = { id: 'evt-1', deal: 'd-1', stage: 'won', at: NOW, ref: { leadId: 'nobody' } };
const BODY = JSON.stringify(won);

async function status(answer: Response): Promise<[number, string]> {
  const body = (await answer.json()) as { error?: { code: string } };
  return [answer.status, body.error?.code ?? 'taken'];
}

test.for([
  ['{', 400, 'malformed-json'],
  ['[]', 422, 'invalid-envelope'],
  ['"won"', 422, 'invalid-envelope'],
  [JSON.stringify(Array.from({ length: 101 }, () => won)), 422, 'invalid-envelope'],
  ['x'.repeat(66_000), 413, 'too-large'],
] as const)('a body such as %.9s… is refused as a whole', async ([body, code, reason]) => {
  const headers = body.length > 65_536 ? {} : await signed(body);
  expect(await status(await sendHook('crm', body, headers))).toEqual([code, reason]);
  expect(await rowsOf('ledger')).toMatchObject([{ kind: 'hook', rejected: 1 }]);
});

test('a fault in one event costs one event, says what is wrong, and tells of nobody', async () => {
  const faulty = [
    won,
    { ...won, id: 'e2', stage: 'close-won', ref: { email: 'ada@example.com' } },
    { ...won, id: 'e3', at: 1_795_392_000 },
    { ...won, id: 'e4', amount: { minor: 1.5, currency: 'EUR' } },
    { ...won, id: 'e5', at: NOW + 48 * 3_600_000 },
    { id: 'e6', stage: 'won', at: NOW, ref: {} },
    { ...won, id: 'e7', amount: { minor: null, currency: 'EUR' } },
  ];
  const { accepted, rejected } = await tell(faulty);
  expect(accepted).toBe(1);
  expect(rejected.map(({ index, code }) => [index, code])).toEqual([
    [1, 'unknown-stage'],
    [2, 'invalid-event'],
    [3, 'invalid-event'],
    [4, 'invalid-event'],
    [5, 'invalid-event'],
    [6, 'invalid-event'],
  ]);
  expect(rejected[0]?.message).toBe(
    'stage: "close-won" is not known. Say in site/crm.yaml, under the stages of "crm", which of lead, qualified, opportunity, won, lost or refunded it is. Did you mean "closedwon"?',
  );
  expect(JSON.stringify(await rowsOf('reject_samples'))).not.toContain('ada@');
  expect(await rowsOf('ledger')).toMatchObject([{ kind: 'hook', accepted: 1, rejected: 6 }]);
});

test('reads our own JSON, what Standard Webhooks wraps, and plain texts of a workflow', async () => {
  const { id: _, ...unnamed } = won;
  const texts = {
    deal_stage: 'x',
    deal: 'd-9',
    stage: 'closedwon',
    at: String(NOW),
    amount: '12.5',
  };
  const bodies = [
    { ...won, id: 'a' },
    [{ ...won, id: 'b' }, texts],
    { type: 'deal.won', timestamp: '2026-11-23T09:00:00Z', data: { ...won, id: 'c' } },
    { ...texts, deal: 'd-8', email: 'ada@example.com' },
  ];
  for (const body of bodies) expect((await tell(body)).rejected).toEqual([]);
  expect((await tell(unnamed)).rejected).toMatchObject([{ code: 'invalid-event' }]);
  const events = await rowsOf('stage_events');
  expect(events.map((row) => [row.deal_id, row.stage, row.amount_minor, row.currency])).toEqual([
    ['d-1', 'won', null, null],
    ['d-1', 'won', null, null],
    ['d-9', 'won', 1_250, 'EUR'],
    ['d-1', 'won', null, null],
    ['d-8', 'won', 1_250, 'EUR'],
  ]);
  // Without an id a row is known by what it says.
  expect(await tell(texts)).toMatchObject({ accepted: 0, duplicate: 1 });
});

test('the same event 30 times at once is taken once', async () => {
  const headers = await signed(BODY);
  const answers = await Promise.all(
    Array.from({ length: 30 }, () => sendHook('crm', BODY, headers)),
  );
  expect(new Set(answers.map((answer) => answer.status))).toEqual(new Set([200]));
  expect(await rowsOf('stage_events')).toHaveLength(1);
  expect(await rowsOf('ledger')).toMatchObject([{ accepted: 1, duplicate: 29, rejected: 0 }]);
});

test('while D1 is down nothing is acknowledged, and the sender is asked to come again', async () => {
  const DB = failingDatabase(env.DB, { times: Number.POSITIVE_INFINITY, when: 'before' });
  const given = { ...env, ...SECRETS, DB };
  const worker = dealsWorker();
  const answer = await sendHook('crm', BODY, await signed(BODY), { given, worker });
  expect([answer.status, answer.headers.get('Retry-After')]).toEqual([503, '5']);
  const again = await sendHook('crm', BODY, await signed(BODY));
  expect(await again.json()).toMatchObject({ accepted: 1, duplicate: 0 });
});
