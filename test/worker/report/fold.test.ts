import { env } from 'cloudflare:workers';
import { expect, test } from 'vitest';
import type { Catalog } from '#experiments/definition/catalog/catalog.ts';
import { dropStatistics, fold } from '#worker/store/counts/fold.ts';
import { readExperimentCounts } from '#worker/store/counts/read-counts.ts';
import { insertConversions, insertExposures } from '#worker/store/events/insert-rows.ts';
import { seeded } from '../../support/seeded.ts';
import { rowsOf } from '../visit.ts';
import { catalog } from '../world.ts';
import { type Occurrence, randomHistory } from './history.ts';
import { recount } from './recount.ts';

const NOW = Date.UTC(2026, 3, 30);

async function write(history: readonly Occurrence[]): Promise<void> {
  if (history.length === 0) return;
  await env.DB.batch(
    history.map((one) =>
      one.kind === 'exposure'
        ? insertExposures(env.DB, [one.row])
        : insertConversions(env.DB, [one.row]),
    ),
  );
}

async function counts(of: Catalog = catalog) {
  const { exposures, conversions } = await readExperimentCounts(env.DB, of, {
    experimentId: 'headline',
    now: NOW,
  });
  return { exposures, conversions };
}

test.for([1, 2, 3, 4, 5, 6])(
  'counts the same from raw rows, from the fold, and from both (history %i)',
  async (seed) => {
    const random = seeded(seed);
    const history = randomHistory(random, 120);
    const expected = recount(history);
    let rest = history;
    while (rest.length > 0) {
      const part = 1 + Math.floor(random() * 80);
      await write(rest.slice(0, part));
      rest = rest.slice(part);
      if (random() < 0.7) await fold(env.DB, catalog, NOW);
      expect(await counts()).toEqual(recount(history.slice(0, history.length - rest.length)));
    }
    expect(await counts()).toEqual(expected);
    await fold(env.DB, catalog, NOW);
    expect(await counts()).toEqual(expected);
    await dropStatistics(env.DB);
    expect(await counts()).toEqual(expected);
    await fold(env.DB, catalog, NOW);
    expect(await counts()).toEqual(expected);
  },
);

test('folds nothing twice when folds overlap', async () => {
  const history = randomHistory(seeded(7), 100);
  await write(history);
  await Promise.all([1, 2, 3, 4].map(() => fold(env.DB, catalog, NOW)));
  expect(await counts()).toEqual(recount(history));
  expect(await fold(env.DB, catalog, NOW)).toBe(0);
});

test('rebuilds the statistics when a metric changes its window', async () => {
  const history = randomHistory(seeded(8), 100);
  await write(history);
  await fold(env.DB, catalog, NOW);
  const shorter = {
    ...catalog,
    metrics: catalog.metrics.map((metric) => ({ ...metric, windowDays: 1 })),
  };
  const afresh = await counts(shorter);
  expect(afresh).not.toEqual(await counts());
  await fold(env.DB, shorter, NOW);
  expect(await counts(shorter)).toEqual(afresh);
});

test('keeps per visitor what later conversions need', async () => {
  await write(randomHistory(seeded(9), 60));
  await fold(env.DB, catalog, NOW);
  const totals = await rowsOf('visitor_totals');
  expect(totals.length).toBeGreaterThan(10);
  expect(new Set(totals.map((row) => `${row.unit_id} ${row.metric_id}`)).size).toBe(totals.length);
});

test('an empty experiment has no counts and no first exposure', async () => {
  const read = await readExperimentCounts(env.DB, catalog, { experimentId: 'headline', now: NOW });
  expect(read).toMatchObject({
    exposures: [],
    conversions: [],
    firstExposureAt: null,
    modes: [],
    multi: 0,
  });
});
