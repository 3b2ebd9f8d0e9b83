import { env } from 'cloudflare:workers';
import { expect, test } from 'vitest';
import type { Stratum } from '#experiments/contract/stratum.ts';
import { readReport } from '#worker/reporting/read-report.ts';
import { takeDueLooks } from '#worker/reporting/take-looks.ts';
import { fold } from '#worker/store/counts/fold.ts';
import { startOfDay } from '#worker/store/looks/looks-day.ts';
import { HALF_LANDING, headline, LANDING } from '../world.ts';
import { catalogIn, HOUR_MS, openEpochs, storedLooks, visitors, write } from './looks-world.ts';

const BERLIN = 'Europe/Berlin';
const FIRST = startOfDay('2026-03-28', BERLIN);
const pooled = {
  ...catalogIn(BERLIN),
  experiments: [{ ...headline, landings: [LANDING, HALF_LANDING, '/quiet/'] }],
};

/** Three days of visitors on three landings, conversions of the last ones after midnight. */
const threeDays = visitors(BERLIN, FIRST + 10 * HOUR_MS, { count: 1_500, gapMs: 120_000 }).map(
  (one) => {
    if (one.kind === 'conversion') {
      const at = one.row.occurredAt + 5 * HOUR_MS;
      return { ...one, row: { ...one.row, occurredAt: at, receivedAt: at } };
    }
    const number = Number(one.row.unitId.slice(2));
    const landing = number % 50 === 0 ? '/quiet/' : number % 3 === 0 ? HALF_LANDING : LANDING;
    return { ...one, row: { ...one.row, landing } };
  },
);

async function decided(): Promise<readonly { day: string; strata: readonly Stratum[] }[]> {
  return (await storedLooks()).map((row) => JSON.parse(String(row.decided)));
}

test('looks at several landings compare landing by landing, the same late as in time', async () => {
  await openEpochs(pooled, FIRST);
  await write(threeDays);
  const nights = ['2026-03-29', '2026-03-30', '2026-03-31'].map((day) => startOfDay(day, BERLIN));
  for (const now of nights) await takeDueLooks(env.DB, pooled, { now });
  const nightly = await decided();
  expect(nightly.map(({ strata }) => strata.map(({ landing }) => landing))).toEqual([
    [LANDING, HALF_LANDING, ''],
    [LANDING, HALF_LANDING, ''],
    [LANDING, HALF_LANDING, ''],
  ]);
  const converted = (strata: readonly Stratum[]) =>
    strata.flatMap(({ metrics }) => metrics.signup?.converted ?? []).reduce((a, b) => a + b, 0);
  const inTime = (until: number) =>
    threeDays.filter((one) => one.kind === 'conversion' && one.row.occurredAt < until).length;
  expect(nightly.map(({ strata }) => converted(strata))).toEqual(nights.map(inTime));
  await env.DB.batch([
    env.DB.prepare('DELETE FROM looks'),
    env.DB.prepare('DELETE FROM crossings'),
  ]);
  await fold(env.DB, pooled, FIRST);
  expect(await takeDueLooks(env.DB, pooled, { now: (nights[2] ?? 0) + 9 * HOUR_MS })).toBe(3);
  expect(await decided()).toEqual(nightly);
  const report = await readReport(env.DB, pooled, { id: 'headline', now: nights[2] ?? 0 });
  expect(report?.dimensions?.dimensions.map(({ dimension }) => dimension)).toContain('landing');
  const all = report?.variants.map(({ visitors: count }) => count);
  const sums = [0, 1].map((column) =>
    report?.strata.reduce((sum, stratum) => sum + (stratum.visitors[column] ?? 0), 0),
  );
  expect(sums).toEqual(all);
});
