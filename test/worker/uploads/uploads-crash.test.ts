import { env } from 'cloudflare:workers';
import { expect, test } from 'vitest';
import { makeExports } from '#worker/uploads/make-exports.ts';
import { refreshUploads } from '#worker/uploads/refresh-uploads.ts';
import { keyring } from '#worker/visitor/keyring.ts';
import { rowsOf } from '../visit.ts';
import { aDeal, aLead, DAY, GOOGLE_FILE, START, wonFor } from './upload-world.ts';

const LATER = START + 20 * DAY;
/** More than a run takes; the test says so when that is not true any more. */
const STEPS = 60;

/** The database up to one step of a run: there its process dies, before or after the work. */
function dyingDatabase(step: number, when: 'before' | 'after') {
  let left = step;
  const live = async <T>(work: () => Promise<T>): Promise<T> => {
    left -= 1;
    if (left < 0 || (left === 0 && when === 'before')) throw new Error('the process died');
    const done = await work();
    if (left === 0) throw new Error('the process died');
    return done;
  };
  // A batch takes D1's own statements alone.
  const own = new WeakMap<object, D1PreparedStatement>();
  const wrap = (statement: D1PreparedStatement): D1PreparedStatement => {
    const wrapped = new Proxy(statement, {
      get: (target, name) => {
        const member = Reflect.get(target, name) as unknown;
        if (typeof member !== 'function') return member;
        if (name === 'bind') return (...values: unknown[]) => wrap(target.bind(...values));
        return (...values: unknown[]) => live(() => member.apply(target, values));
      },
    });
    own.set(wrapped, statement);
    return wrapped;
  };
  const db = new Proxy(env.DB, {
    get: (target, name) => {
      if (name === 'prepare') return (sql: string) => wrap(target.prepare(sql));
      if (name === 'batch') {
        return (statements: D1PreparedStatement[]) =>
          live(() => target.batch(statements.map((one) => own.get(one) ?? one)));
      }
      return Reflect.get(target, name);
    },
  });
  return { db, alive: () => left > 0 };
}

async function run(db: D1Database, now: number): Promise<void> {
  const dataKeys = await keyring(env.TRUELIFT_DATA_KEYS, 'AES-GCM');
  if (!dataKeys) throw new Error('no keys');
  const context = { catalog: GOOGLE_FILE, dataKeys, now };
  await refreshUploads(db, context);
  await makeExports(db, { platform: 'google', way: 'file', since: null, by: 'tests' }, context);
}

test('an export that dies at any step leaves nothing out and nothing twice', async () => {
  let deaths = 0;
  for (let step = 1; step <= STEPS; step += 1) {
    const when = step % 2 === 0 ? 'before' : 'after';
    await aLead(`l${step}`);
    await aDeal(`l${step}`, [wonFor(1_000 + step, START + 2 * DAY)], { at: LATER });
    const { db, alive } = dyingDatabase(step, when);
    await run(db, LATER + step).catch(() => {
      deaths += 1;
    });
    if (alive()) break;
  }
  expect(deaths).toBeGreaterThan(4);
  expect(deaths).toBeLessThan(STEPS);
  await run(env.DB, LATER + 1_000);
  const leads = (await rowsOf('leads')).length;
  const uploads = await rowsOf('uploads');
  expect(uploads).toHaveLength(2 * leads);
  expect(new Set(uploads.map(({ state }) => state))).toEqual(new Set(['exported']));
  const left = (await rowsOf('export_rows')).map(({ upload_id }) => upload_id);
  expect(left).toHaveLength(2 * leads);
  expect(new Set(left).size).toBe(2 * leads);
});
