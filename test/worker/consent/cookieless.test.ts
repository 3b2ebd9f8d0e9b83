import { env } from 'cloudflare:workers';
import { beforeEach, expect, test } from 'vitest';
import { fold } from '#worker/store/counts/fold.ts';
import { readExperimentCounts } from '#worker/store/counts/read-counts.ts';
import { keepDaySalts } from '#worker/store/events/day-salts.ts';
import { FILLED, formOf } from '../leads/submit-form.ts';
import { aConversion, anExposure, rowsOf } from '../visit.ts';
import { catalog } from '../world.ts';
import { isolate, PHONE_AT_HOME, sent } from './cookieless-app.ts';

const HOUR_MS = 3_600_000;
const NOON = Date.UTC(2026, 10, 23, 11);

beforeEach(async () => {
  await env.DB.exec('DELETE FROM day_salts');
});

test('shows one visitor the same variant all day, in every isolate, and stores nothing on the device', async () => {
  const clock = { now: Date.UTC(2026, 10, 22, 23, 1) };
  const [first] = [await isolate(clock).open()];
  for (let hour = 0; hour < 23; hour += 1) {
    const page = await isolate(clock).open();
    expect([page.view.m, page.view.r, page.view.u]).toEqual(['cookieless', 0, first.view.u]);
    expect([page.view.a, page.heading]).toEqual([first.view.a, first.heading]);
    expect(page.response.headers.getSetCookie()).toEqual([]);
    expect(page.html).not.toContain('data-ask');
    clock.now += HOUR_MS;
  }
});

test('another address, another browser and another day are somebody else', async () => {
  const clock = { now: NOON };
  const edge = isolate(clock);
  const ids = new Set<string | undefined>();
  const shown = new Set<string>();
  for (let count = 0; count < 12; count += 1) {
    const there = { ...PHONE_AT_HOME, 'CF-Connecting-IP': `203.0.113.${count}` };
    for (const headers of [there, { ...there, 'User-Agent': 'Mozilla/5.0 (Another)' }]) {
      const { view, heading } = await edge.open(headers);
      ids.add(view.u);
      shown.add(heading);
    }
  }
  expect([ids.size, shown.size > 3]).toEqual([24, true]);
  clock.now += 24 * HOUR_MS;
  const tomorrow = await edge.open({ ...PHONE_AT_HOME, 'CF-Connecting-IP': '203.0.113.0' });
  expect(ids.has(tomorrow.view.u)).toBe(false);
});

test('without an address or a user agent every view stands for itself', async () => {
  const edge = isolate({ now: NOON });
  const { 'CF-Connecting-IP': _, ...nowhere } = PHONE_AT_HOME;
  for (const headers of [nowhere, { ...PHONE_AT_HOME, 'User-Agent': '' }]) {
    const [one, other] = [await edge.open(headers), await edge.open(headers)];
    expect([one.view.m, one.view.u]).toEqual(['strict', undefined]);
    expect(one.view.n).not.toBe(other.view.n);
  }
});

test('joins what a visitor does in two views of a day to the first, and says so in mode and unit', async () => {
  const clock = { now: NOON };
  const edge = isolate(clock);
  const first = await edge.open();
  await sent(edge, first, [anExposure(clock.now)]);
  clock.now += 5 * HOUR_MS;
  const later = await edge.open();
  // A phone that has left the house since: the page still counts as who opened it.
  const away = { ...PHONE_AT_HOME, 'CF-Connecting-IP': '198.51.100.9' };
  const events = [anExposure(clock.now), aConversion('cta', clock.now)];
  expect((await sent(edge, later, events, away)).status).toBe(202);
  const exposures = await rowsOf('exposures');
  expect(
    exposures.map(({ mode, unit, unit_lasts, unit_id }) => [mode, unit, unit_lasts, unit_id]),
  ).toEqual(['headline', 'layout'].map(() => ['cookieless', 'visitor', 'day', first.view.u]));
  await fold(env.DB, catalog, clock.now);
  const counts = await readExperimentCounts(env.DB, catalog, {
    experimentId: 'headline',
    now: clock.now,
    dimensions: true,
  });
  expect(counts.modes).toEqual(['cookieless']);
  expect(counts.exposures.map(({ visitors }) => visitors)).toEqual([1]);
  expect(counts.conversions).toMatchObject([{ metricId: 'cta', converted: 1 }]);
  // Nothing tells a first view of a day from the second, so neither is compared as one.
  expect(counts.health?.firstViews).toEqual([]);
});

test('a page that was open at midnight counts for the day that it was opened on, for a day at most', async () => {
  const clock = { now: Date.UTC(2026, 10, 23, 22, 58) };
  const edge = isolate(clock);
  const page = await edge.open();
  await sent(edge, page, [anExposure(clock.now)]);
  clock.now += 10 * 60_000;
  await keepDaySalts(env.DB, catalog.site, clock.now);
  expect((await rowsOf('day_salts')).map(({ day }) => day)).toEqual(['2026-11-24']);
  expect((await sent(edge, page, [aConversion('cta', clock.now)])).status).toBe(202);
  const [body, { Cookie: _, ...headers }] = formOf(page, FILLED);
  const form = await edge.fetch('/_tl/forms/signup', { method: 'POST', body, headers });
  expect(form.status).toBe(303);
  expect((await rowsOf('leads')).map(({ unit_id }) => unit_id)).toContain(page.view.u);
  const joined = (await rowsOf('conversions')).filter(
    ({ view_nonce }) => view_nonce === page.view.n,
  );
  expect(joined.map(({ unit_id, metric_id }) => [unit_id, metric_id])).toEqual([
    [page.view.u, 'cta'],
    [page.view.u, 'signup'],
  ]);
  clock.now += 24 * HOUR_MS;
  expect((await sent(edge, page, [aConversion('cta', clock.now)])).status).toBe(401);
});

test('a view claims no other visitor of the day', async () => {
  const edge = isolate({ now: NOON });
  const [mine, theirs] = [
    await edge.open(),
    await edge.open({ ...PHONE_AT_HOME, 'CF-Connecting-IP': '198.51.100.1' }),
  ];
  for (const bent of [
    { ...mine.view, u: theirs.view.u },
    { ...mine.view, m: 'strict' },
    { ...mine.view, u: undefined },
  ]) {
    const payload = btoa(JSON.stringify(bent)).replace(/=+$/, '');
    const token = mine.token.replace(mine.token.split('.')[2] ?? '', payload);
    expect((await sent(edge, { token }, [anExposure(NOON)])).status).toBe(401);
  }
});
