import { env } from 'cloudflare:workers';
import { expect, test } from 'vitest';
import type { Catalog } from '#experiments/definition/catalog/catalog.ts';
import type { DimensionCounts } from '#experiments/report/counts/counts.ts';
import { VALUES_KEPT } from '#worker/store/counts/dimension-sql.ts';
import { dropStatistics, fold } from '#worker/store/counts/fold.ts';
import { readExperimentCounts } from '#worker/store/counts/read-counts.ts';
import { insertConversions, insertExposures } from '#worker/store/events/insert-rows.ts';
import type { ExposureRow } from '#worker/store/events/rows.ts';
import { seeded } from '../../support/seeded.ts';
import { rowsOf } from '../visit.ts';
import { catalog, HALF_LANDING, headline, LANDING } from '../world.ts';
import { randomHistory } from './history.ts';
import { write } from './looks-world.ts';
import { ordered, recount, recountDimensions } from './recount.ts';

const NOW = Date.UTC(2026, 3, 30);
const single: Catalog = { ...catalog, experiments: [headline] };
const pooled: Catalog = {
  ...catalog,
  experiments: [{ ...headline, landings: [LANDING, HALF_LANDING] }],
};

async function counts(of: Catalog) {
  return readExperimentCounts(env.DB, of, {
    experimentId: 'headline',
    now: NOW,
    dimensions: true,
  });
}

async function dimensions(of: Catalog): Promise<DimensionCounts> {
  const { dimensions: read } = await counts(of);
  return {
    exposures: ordered([...(read?.exposures ?? [])]),
    conversions: ordered([...(read?.conversions ?? [])]),
  };
}

test.for([21, 22, 23])(
  'counts every dimension the same from raw rows, from the fold, and from both (history %i)',
  async (seed) => {
    const random = seeded(seed);
    const history = randomHistory(random, 120);
    let rest = history;
    while (rest.length > 0) {
      const part = 1 + Math.floor(random() * 90);
      await write(rest.slice(0, part));
      rest = rest.slice(part);
      if (random() < 0.7) await fold(env.DB, pooled, NOW);
      expect(await dimensions(pooled)).toEqual(
        recountDimensions(history.slice(0, history.length - rest.length)),
      );
    }
    await dropStatistics(env.DB);
    expect(await dimensions(pooled)).toEqual(recountDimensions(history));
    await fold(env.DB, pooled, NOW);
    expect(await dimensions(pooled)).toEqual(recountDimensions(history));
    const { exposures, conversions } = await counts(pooled);
    expect({ exposures, conversions }).toEqual(recount(history));
  },
);

test('an experiment with one landing is not counted by landing', async () => {
  const history = randomHistory(seeded(24), 80);
  await write(history);
  const expected = recountDimensions(history, { without: ['landing'] });
  expect(await dimensions(single)).toEqual(expected);
  await fold(env.DB, single, NOW);
  expect(await dimensions(single)).toEqual(expected);
  expect((await counts(single)).landings).toBeUndefined();
});

test('landings add up to the whole, day by day or all days as one', async () => {
  const history = randomHistory(seeded(25), 120);
  await write(history.slice(0, 200));
  await fold(env.DB, pooled, NOW);
  await write(history.slice(200));
  const { landings, exposures, conversions } = await counts(pooled);
  const total = (rows: readonly { readonly visitors: number }[] | undefined) =>
    rows?.reduce((sum, row) => sum + row.visitors, 0);
  expect(total(landings?.exposures)).toBe(total(exposures));
  const converted = (rows: readonly { readonly converted: number }[] | undefined) =>
    rows?.reduce((sum, row) => sum + row.converted, 0);
  expect(converted(landings?.conversions)).toBe(converted(conversions));
});

/** Visitors who each come with a keyword of their own, and one genuine keyword in between. */
function invented(count: number, from: number): ExposureRow[] {
  const [occurrence] = randomHistory(seeded(1), 8).filter(({ kind }) => kind === 'exposure');
  if (occurrence?.kind !== 'exposure') throw new Error('no exposure');
  return Array.from({ length: count }, (_, index) => ({
    ...occurrence.row,
    flag: null,
    fingerprint: headline.fingerprint,
    // Bots put no value on record, but are counted under those that people did.
    botReasons: index % 7 === 3 ? 2 : 0,
    unitId: `unit-${from + index}`,
    eventId: `exposure-${from + index}`,
    keyword: index % 10 === 9 ? 'dispatch software' : `'); DROP TABLE ${from + index}`,
  }));
}

test('invented keywords cannot make the tables grow, and tail, fold and rebuild agree on which are kept', async () => {
  const [first, second] = [invented(450, 0), invented(450, 450)];
  await insertExposures(env.DB, first).run();
  const tail = await dimensions(single);
  await fold(env.DB, single, NOW);
  expect(await dimensions(single)).toEqual(tail);
  await insertExposures(env.DB, second).run();
  await insertConversions(env.DB, [
    {
      ...{
        eventId: 'c',
        unitId: 'unit-899',
        metricId: 'signup',
        viewNonce: second[449]?.viewNonce,
      },
      ...{ landing: LANDING, occurredAt: second[449]?.occurredAt ?? 0, receivedAt: NOW },
      ...{ valueMinor: null, currency: null, flag: null },
    } as Parameters<typeof insertConversions>[1][number],
  ]).run();
  const both = await dimensions(single);
  await fold(env.DB, single, NOW);
  expect(await dimensions(single)).toEqual(both);
  await dropStatistics(env.DB);
  expect(await dimensions(single)).toEqual(both);
  await fold(env.DB, single, NOW);
  expect(await dimensions(single)).toEqual(both);
  const keywords = (await rowsOf('dimension_values')).filter((row) => row.dimension === 'keyword');
  expect(keywords.length).toBe(VALUES_KEPT);
  const shown = both.exposures.filter(({ dimension }) => dimension === 'keyword');
  expect(new Set(shown.map(({ value }) => value)).size).toBe(VALUES_KEPT + 1);
  const visitors = (value: string | null) =>
    shown.filter((row) => row.value === value).reduce((sum, row) => sum + row.visitors, 0);
  expect(visitors('dispatch software')).toBe(
    [...first, ...second].filter(
      (row) => row.keyword === 'dispatch software' && row.botReasons === 0,
    ).length,
  );
  expect(visitors(null)).toBeGreaterThan(100);
  expect(both.conversions.filter(({ dimension }) => dimension === 'keyword')).toMatchObject([
    { value: 'dispatch software', converted: 1 },
  ]);
});
