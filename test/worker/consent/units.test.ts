import { env } from 'cloudflare:workers';
import { expect, test } from 'vitest';
import type { Catalog } from '#experiments/definition/catalog/catalog.ts';
import { unitOfMode } from '#experiments/report/strata/unit.ts';
import { readReport } from '#worker/reporting/read-report.ts';
import { fold } from '#worker/store/counts/fold.ts';
import { insertConversions, insertExposures } from '#worker/store/events/insert-rows.ts';
import { readClosedCounts } from '#worker/store/looks/looks-counts.ts';
import { startOfDay } from '#worker/store/looks/looks-day.ts';
import { siteDay } from '#worker/store/operation/site-day.ts';
import { catalog, headline } from '../world.ts';

const DAY_MS = 86_400_000;
const START = Date.UTC(2026, 2, 2, 9);
const NOW = START + 12 * DAY_MS;

/** So many exposed on a day in a mode, every second of them converting. */
async function expose(
  mode: 'strict' | 'cookie' | 'cookieless',
  day: number,
  count: number,
): Promise<void> {
  const at = START + day * DAY_MS;
  const units = Array.from({ length: count }, (_, index) => `${mode}-${day}-${index}`);
  const shared = (unitId: string) => ({
    unitId,
    viewNonce: unitId,
    landing: '/demo/',
    occurredAt: at,
    receivedAt: at,
    eventId: unitId,
  });
  await env.DB.batch([
    insertExposures(
      env.DB,
      units.map((unitId, index) => ({
        ...shared(unitId),
        experimentId: headline.id,
        variantId: index % 4 < 2 ? 'control' : 'bold',
        epoch: 1,
        fingerprint: headline.fingerprint,
        day: siteDay(at, 'Europe/Berlin'),
        mode,
        unit: unitOfMode(mode),
        botReasons: 0,
        botRules: 1,
        device: 'mobile',
        country: '',
        returning: 0 as const,
        source: 'google',
        campaign: '',
        creative: '',
        keyword: '',
        flag: null,
      })),
    ),
    insertConversions(
      env.DB,
      units
        .filter((_, index) => index % 2 === 0)
        .map((unitId) => ({
          ...shared(unitId),
          metricId: 'signup',
          valueMinor: null,
          currency: null,
          flag: null,
        })),
    ),
  ]);
}

async function reported(of: Catalog = catalog) {
  const report = await readReport(env.DB, of, { id: headline.id, now: NOW });
  if (report === null) throw new Error('no report');
  const { unit, mode, otherUnit, thirdUnit, variants } = report;
  const signup = variants.map(({ metrics }) => metrics.find(({ metric }) => metric === 'signup'));
  return {
    unit,
    mode,
    otherUnit,
    thirdUnit,
    visitors: variants.map(({ visitors }) => visitors),
    converted: signup.map((metric) => metric?.converted),
    dimensions: JSON.stringify(report.dimensions),
    look: report.look?.decision.kind,
  };
}

test('visitors and page views are never added: the first week says which are judged', async () => {
  await expose('strict', 0, 40);
  await expose('cookie', 0, 20);
  // After the first week it does not matter any more which there are more of.
  await expose('cookie', 9, 80);
  const before = await reported();
  expect(before).toMatchObject({
    unit: 'view',
    mode: 'strict',
    otherUnit: { unit: 'visitor', count: 100 },
    visitors: [20, 20],
    converted: [10, 10],
  });
  await fold(env.DB, catalog, NOW);
  expect(await reported()).toEqual(before);
  const day = siteDay(START + 9 * DAY_MS, 'Europe/Berlin');
  const [closed] = await readClosedCounts(env.DB, catalog, {
    experimentId: headline.id,
    days: [{ day, endsAt: startOfDay('2026-03-12', 'Europe/Berlin') }],
    now: NOW,
  });
  expect(closed?.modes).toEqual(['strict']);
  expect(closed?.exposures.reduce((sum, { visitors }) => sum + visitors, 0)).toBe(40);
  expect(closed?.conversions.reduce((sum, { converted }) => sum + converted, 0)).toBe(20);
});

test('site.yaml may say which unit is judged', async () => {
  await expose('strict', 0, 40);
  await expose('cookie', 0, 20);
  const consent = { ...catalog.site.consent, unit: 'visitor' as const };
  expect(await reported({ ...catalog, site: { ...catalog.site, consent } })).toMatchObject({
    unit: 'visitor',
    mode: 'cookie',
    otherUnit: { unit: 'view', count: 40 },
    visitors: [10, 10],
  });
});

test('daily visitors are a unit of their own, added neither to visitors nor to page views', async () => {
  await expose('cookieless', 0, 60);
  await expose('cookie', 0, 20);
  await expose('strict', 0, 40);
  expect(await reported()).toMatchObject({
    unit: 'day',
    mode: 'cookieless',
    otherUnit: { unit: 'view', count: 40 },
    thirdUnit: { unit: 'visitor', count: 20 },
    visitors: [30, 30],
    converted: [15, 15],
  });
  await expose('cookie', 1, 40);
  // At a tie the visitors who can be told again for longest.
  expect(await reported()).toMatchObject({
    unit: 'visitor',
    otherUnit: { unit: 'day', count: 60 },
  });
});
