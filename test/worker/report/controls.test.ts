import { env, exports } from 'cloudflare:workers';
import { beforeEach, describe, expect, test } from 'vitest';
import { versionOf } from '#experiments/controls/control-state.ts';
import { assignPage } from '#worker/landing/assignments.ts';
import { liveExperiments } from '#worker/landing/live-experiments.ts';
import { readAudit } from '#worker/store/operation/audit.ts';
import { readControlState } from '#worker/store/operation/controls.ts';
import { readRunStates } from '#worker/store/operation/run-states.ts';
import { ORIGIN } from '../visit.ts';
import { catalog, LANDING } from '../world.ts';

const ADDRESS = `${ORIGIN}/report/api/experiments/headline/controls`;
const authorization = { Authorization: `Bearer ${env.TRUELIFT_REPORT_KEY}` };

let entry = 0;
const entryId = () => `0191b2c3-0000-7000-8000-${String(++entry).padStart(12, '0')}`;
const version = async () => versionOf(await readControlState(env.DB, 'headline'));

beforeEach(async () => {
  await readRunStates(env.DB, catalog, Date.now());
});

async function send(control: unknown, given: Record<string, unknown> = {}): Promise<Response> {
  const request = {
    entryId: entryId(),
    version: await version(),
    reason: 'A test asked for it.',
    control,
    ...given,
  };
  const headers = { ...authorization, 'Content-Type': 'application/json' };
  const body = JSON.stringify(request);
  return exports.default.fetch(new Request(ADDRESS, { method: 'POST', headers, body }));
}

test('a pause is in force and on record: who, what, from, to, why', async () => {
  expect((await send({ action: 'pause' }, { reason: 'The price was wrong.' })).status).toBe(200);
  const states = await readRunStates(env.DB, catalog, Date.now());
  expect(states.get('headline')?.state).toBe('paused');
  const [latest] = await readAudit(env.DB, { experimentId: 'headline' });
  expect(latest).toMatchObject({
    actor: 'report key',
    action: 'pause',
    before: 'running, 50/50, all visitors',
    after: 'paused, 50/50, all visitors',
    reason: 'The price was wrong.',
  });
  expect((await send({ action: 'resume' })).status).toBe(200);
});

test('of two people who act at once the second sees the conflict and changes nothing', async () => {
  const seen = await version();
  const epoch = { action: 'epoch', weightsBp: [4_000, 6_000], allocationBp: 10_000 };
  expect((await send(epoch, { version: seen })).status).toBe(200);
  const second = await send({ action: 'pause' }, { version: seen });
  expect(second.status).toBe(409);
  expect(await second.json()).toMatchObject({ error: 'conflict' });
  expect((await readControlState(env.DB, 'headline')).state).toBe('running');
});

test('a form that is sent twice acts once, and does not bring an old state back', async () => {
  const twice = { entryId: entryId(), version: await version() };
  await send({ action: 'pause' }, twice);
  await send({ action: 'resume' });
  const before = await readControlState(env.DB, 'headline');
  expect((await send({ action: 'pause' }, twice)).status).toBe(200);
  expect(await readControlState(env.DB, 'headline')).toEqual(before);
});

test('an epoch leaves those who are known where they are', async () => {
  const { epochs } = await readControlState(env.DB, 'headline');
  await send({ action: 'epoch', weightsBp: [1_000, 9_000], allocationBp: 5_000 });
  const after = await readControlState(env.DB, 'headline');
  expect(after.epochs.slice(0, epochs.length)).toEqual(epochs);
  expect(after.epochs.at(-1)).toMatchObject({ weightsBp: [1_000, 9_000], allocationBp: 5_000 });
  expect(after.epochs.at(-1)?.effectiveAt).toBeGreaterThan(Date.now() + 60_000);
});

test('a newer build calls off what the report had planned, and its own epoch can be called off', async () => {
  const hour = 3_600_000;
  const step = { allocationBp: 7_000, effectiveAt: Date.now() + 5 * hour };
  await send({ action: 'ramp', steps: [step] });
  const built = {
    ...catalog,
    builtAt: Date.now() + 1_000,
    experiments: catalog.experiments.map((one) =>
      one.id === 'headline' ? { ...one, allocationBp: 9_000 } : one,
    ),
  };
  const now = Date.now() + 2 * hour;
  const states = await readRunStates(env.DB, built, now);
  expect(states.get('headline')?.epochs.at(-1)).toMatchObject({ allocationBp: 9_000 });
  expect(states.get('headline')?.epochs.map(({ allocationBp }) => allocationBp)).not.toContain(
    7_000,
  );
});

describe('nobody acts', () => {
  test('from another site, as a viewer, without a reason or on an unknown experiment', async () => {
    const form = { method: 'POST', body: new URLSearchParams({ action: 'pause' }) };
    const foreign = await exports.default.fetch(
      new Request(ADDRESS, { ...form, headers: { ...authorization, Origin: 'https://evil.test' } }),
    );
    expect(foreign.status).toBe(403);
    expect((await exports.default.fetch(new Request(ADDRESS, form))).status).toBe(401);
    expect((await send({ action: 'pause' }, { reason: '' })).status).toBe(422);
    const unknown = ADDRESS.replace('headline', 'nothing');
    const headers = { ...authorization, 'Content-Type': 'application/json' };
    const body = JSON.stringify({
      entryId: entryId(),
      version: '0.0',
      reason: 'why not',
      control: { action: 'pause' },
    });
    const answer = await exports.default.fetch(
      new Request(unknown, { method: 'POST', headers, body }),
    );
    expect(answer.status).toBe(404);
  });

  test('by changing or deleting what is on record', async () => {
    await send({ action: 'note' });
    const change = env.DB.prepare("UPDATE audit_entries SET reason = 'x'");
    const remove = env.DB.prepare('DELETE FROM audit_entries');
    await expect(change.run()).rejects.toThrow('never changed');
    await expect(remove.run()).rejects.toThrow('never deleted');
  });
});

test('a form without JavaScript comes back to the page, which says what became of it', async () => {
  const post = async (fields: Record<string, string>) => {
    const body = new URLSearchParams({
      entryId: entryId(),
      version: await version(),
      reason: 'Seen in the log',
      ...fields,
    });
    body.append('weight', '25,5');
    body.append('weight', '74.5');
    return exports.default.fetch(
      new Request(ADDRESS, { method: 'POST', headers: authorization, body, redirect: 'manual' }),
    );
  };
  const done = await post({ action: 'epoch', allocation: '80 %' });
  expect([done.status, done.headers.get('Location')]).toEqual([
    303,
    '/report/headline/?done=1#controls',
  ]);
  const state = await readControlState(env.DB, 'headline');
  expect(state.epochs.at(-1)).toMatchObject({ weightsBp: [2_550, 7_450], allocationBp: 8_000 });
  const refused = await post({ action: 'resume' });
  expect(refused.headers.get('Location')).toBe(
    '/report/headline/?refused=not-paused&reason=Seen+in+the+log#controls',
  );
});

test('the form of a page that gives no referrer is known by where the browser says it is', async () => {
  const post = async (site: string) => {
    const body = new URLSearchParams({
      ...{ entryId: entryId(), version: await version(), reason: 'A fair.', action: 'note' },
    });
    const headers = { ...authorization, Origin: 'null', 'Sec-Fetch-Site': site };
    const request = new Request(ADDRESS, { method: 'POST', headers, body, redirect: 'manual' });
    return (await exports.default.fetch(request)).status;
  };
  expect([await post('same-origin'), await post('cross-site'), await post('none')]).toEqual([
    303, 403, 403,
  ]);
});

test('after an end with a winner everybody sees it, and nobody is assigned any more', async () => {
  expect((await send({ action: 'end', winner: 'bold' })).status).toBe(200);
  const states = await readRunStates(env.DB, catalog, Date.now());
  const live = liveExperiments(catalog, LANDING, { states, now: Date.now() });
  const facts = {
    device: 'desktop' as const,
    country: 'DE',
    returning: false,
    language: 'de',
    query: new Map(),
    times: new Map(),
  };
  for (let number = 0; number < 40; number++) {
    const id = `0191b2c3-0000-7000-8000-${String(number).padStart(12, '0')}`;
    const page = assignPage(live, { id, facts, joined: [] });
    expect(page.key).toContain('headline.bold');
    expect(page.assignments.map(({ x }) => x)).toEqual(['layout']);
  }
  expect((await send({ action: 'pause' })).status).toBe(422);
});
