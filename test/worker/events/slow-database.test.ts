import { createExecutionContext } from 'cloudflare:test';
import { env } from 'cloudflare:workers';
import { expect, test } from 'vitest';
import { dealsWorker, SECRETS, signed } from '../deals/deals-world.ts';
import { FILLED, formOf } from '../leads/submit-form.ts';
import { anExposure, BROWSER, ORIGIN, rowsOf, visit } from '../visit.ts';

const DEADLINE_MS = 3_000;

/** The real database, each of whose transactions and answers takes so long before it begins. */
function slowDatabase(db: D1Database, delayMs: number) {
  let begun = () => {};
  const first = new Promise<void>((resolve) => {
    begun = resolve;
  });
  const later = async <T>(work: () => Promise<T>): Promise<T> => {
    await scheduler.wait(delayMs);
    const done = work();
    void done.finally(begun).catch(() => {});
    return done;
  };
  const statement = (real: D1PreparedStatement): D1PreparedStatement =>
    new Proxy(real, {
      get: (target, name) => {
        if (name === 'bind') return (...values: unknown[]) => statement(target.bind(...values));
        const member = Reflect.get(target, name) as unknown;
        if (typeof member !== 'function') return member;
        return (...values: unknown[]) => later(() => member.apply(target, values));
      },
    });
  const slow = new Proxy(db, {
    get: (target, name) => {
      if (name === 'batch') {
        return (statements: D1PreparedStatement[]) => later(() => target.batch(statements));
      }
      if (name === 'prepare') return (sql: string) => statement(target.prepare(sql));
      return Reflect.get(target, name);
    },
  });
  /** `first`: the first work that was asked of it is done. */
  return { slow, first };
}

/** One request of each kind that records something, of a visitor of its own. */
async function recordings(): Promise<readonly Request[]> {
  const page = await visit('/demo/');
  const post = (path: string, body: string, headers: Record<string, string>) =>
    new Request(ORIGIN + path, { method: 'POST', body, headers, redirect: 'manual' });
  const [form, formHeaders] = formOf(page, { ...FILLED, email: `${page.view.n}@example.com` });
  const won = { id: page.view.n, deal: page.view.n, stage: 'won', at: Date.now(), ref: {} };
  const body = JSON.stringify(won);
  const events = JSON.stringify({ v: 1, view: page.token, events: [anExposure()] });
  return [
    post('/_tl/events', events, { Cookie: page.cookie, 'Content-Type': 'text/plain' }),
    post('/_tl/forms/signup', form, formHeaders),
    post('/_tl/hooks/crm', body, await signed(body)),
  ];
}

const worker = dealsWorker();

function ask(request: Request, DB: D1Database): Promise<Response> {
  return worker.fetch(request, { ...env, ...SECRETS, DB }, createExecutionContext());
}

async function counted() {
  const tables = ['touchpoints', 'leads', 'stage_events'];
  return Promise.all(tables.map(async (table) => (await rowsOf(table)).length));
}

test('slow by 200 ms, D1 is waited for by those who record, and by no page', async () => {
  const { slow, first } = slowDatabase(env.DB, 200);
  const fresh = dealsWorker();
  const open = new Request(`${ORIGIN}/demo/`, { headers: BROWSER });
  const page = fresh.fetch(open, { ...env, ...SECRETS, DB: slow }, createExecutionContext());
  const winner = await Promise.race([page.then(() => 'page'), first.then(() => 'database')]);
  expect([winner, (await page).status]).toEqual(['page', 200]);
  const before = await counted();
  const all = await recordings();
  const answers = await Promise.all(all.map((request) => ask(request, slow)));
  expect(answers.map(({ status }) => status)).toEqual([202, 303, 200]);
  expect(await counted()).toEqual(before.map((rows) => rows + 1));
});

test('slow by 5 s or 30 s, D1 is given up in time; what lands late is found by the repeat, and counts once', async () => {
  const before = await counted();
  const [five, thirty] = [slowDatabase(env.DB, 5_000), slowDatabase(env.DB, 30_000)];
  const all = await recordings();
  const begun = Date.now();
  const [late, never] = await Promise.all([
    Promise.all(all.map((request) => ask(request.clone() as Request, five.slow))),
    Promise.all((await recordings()).map((request) => ask(request, thirty.slow))),
  ]);
  expect([...late, ...never].map(({ status }) => status)).toEqual(Array(6).fill(503));
  expect(late[0]?.headers.get('Retry-After')).toBe('5');
  expect(Date.now() - begun).toBeLessThan(DEADLINE_MS + 1_900);
  expect(await counted()).toEqual(before);
  await five.first;
  const again = await Promise.all(all.map((request) => ask(request, env.DB)));
  expect(again.map(({ status }) => status)).toEqual([202, 303, 200]);
  expect(await counted()).toEqual(before.map((rows) => rows + 1));
}, 30_000);
