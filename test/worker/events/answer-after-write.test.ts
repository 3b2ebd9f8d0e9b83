import { createExecutionContext, waitOnExecutionContext } from 'cloudflare:test';
import { env } from 'cloudflare:workers';
import { expect, test } from 'vitest';
import { dealsWorker, SECRETS, signed } from '../deals/deals-world.ts';
import { FILLED, formOf } from '../leads/submit-form.ts';
import { anExposure, ORIGIN, rowsOf, type Visit, visit } from '../visit.ts';

const worker = dealsWorker();

/** The database behind a gate: writes wait until it opens, and whoever sends one is told. */
function gated() {
  let open = () => {};
  let arrived = () => {};
  const opened = new Promise<void>((resolve) => {
    open = resolve;
  });
  const waiting = new Promise<void>((resolve) => {
    arrived = resolve;
  });
  const db = new Proxy(env.DB, {
    get: (target, name) => {
      const member = Reflect.get(target, name) as unknown;
      if (name !== 'batch') return typeof member === 'function' ? member.bind(target) : member;
      return async (statements: D1PreparedStatement[]) => {
        arrived();
        await opened;
        return target.batch(statements);
      };
    },
  });
  return { db, open, waiting };
}

async function requests(page: Visit): Promise<Readonly<Record<string, Request>>> {
  const [form, headers] = formOf(page, FILLED);
  const events = JSON.stringify({ v: 1, view: page.token, events: [anExposure()] });
  const won = JSON.stringify({ id: 'e', deal: 'd', stage: 'won', at: Date.now(), ref: {} });
  const post = (path: string, body: string, given: Record<string, string>) =>
    new Request(ORIGIN + path, { method: 'POST', body, headers: given, redirect: 'manual' });
  return {
    exposures: post('/_tl/events', events, { Cookie: page.cookie, 'Content-Type': 'text/plain' }),
    leads: post('/_tl/forms/signup', form, headers),
    stage_events: post('/_tl/hooks/crm', won, await signed(won)),
  };
}

/** The answer, once what goes on behind it is over too; `told` hears of it at once. */
async function answerTo(
  request: Request,
  DB: D1Database,
  told: (answer: Response) => void = () => {},
): Promise<Response> {
  const given = { ...env, ...SECRETS, DB };
  const ctx = createExecutionContext();
  const answer = await worker.fetch(request, given, ctx);
  told(answer);
  await waitOnExecutionContext(ctx);
  return answer;
}

test.for(['exposures', 'leads', 'stage_events'])(
  'nobody is told that something of %s is stored before it is',
  async (table) => {
    const { db, open, waiting } = gated();
    const asked = (await requests(await visit('/demo/')))[table];
    if (!asked) throw new Error(`nothing writes ${table}`);
    let status: number | null = null;
    const answered = answerTo(asked, db, (answer) => {
      status = answer.status;
    });
    await waiting;
    // Another question to the database comes back sooner than an answer that waits for nothing.
    expect(await rowsOf(table)).toEqual([]);
    expect(status).toBeNull();
    open();
    await answered;
    expect([200, 202, 303]).toContain(status);
    expect(await rowsOf(table)).not.toEqual([]);
  },
);

test('a database that never answers is given up after three seconds, and nothing is acknowledged', async () => {
  const { db } = gated();
  const all = Object.values(await requests(await visit('/demo/')));
  const begun = Date.now();
  const answers = await Promise.all(all.map((request) => answerTo(request, db)));
  expect(Date.now() - begun).toBeLessThan(6_000);
  expect(answers.map(({ status }) => status)).toEqual([503, 503, 503]);
  expect(answers.map(({ headers }) => Number(headers.get('Retry-After')) > 0)).toContain(true);
}, 15_000);

test('a write of which one part fails leaves no part', async () => {
  const { exposures, leads, stage_events: stages } = await requests(await visit('/demo/'));
  await env.DB.exec(
    "CREATE TRIGGER stop BEFORE INSERT ON ledger BEGIN SELECT RAISE(ABORT, 'stopped'); END",
  );
  for (const request of [exposures, leads, stages]) {
    if (request) expect((await answerTo(request, env.DB)).status).toBe(503);
  }
  for (const table of ['touchpoints', 'exposures', 'conversions', 'leads', 'outbox', 'ledger']) {
    expect(await rowsOf(table), table).toEqual([]);
  }
  expect(await rowsOf('stage_events')).toEqual([]);
});
