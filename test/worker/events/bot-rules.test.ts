import { env } from 'cloudflare:workers';
import { expect, test } from 'vitest';
import { BOT_REASONS } from '#experiments/bots/reasons.ts';
import { type BotChoice, excludingBits } from '#experiments/bots/rules.ts';
import type { Catalog } from '#experiments/definition/catalog/catalog.ts';
import { reportOf } from '#experiments/report/report-of.ts';
import { fold } from '#worker/store/counts/fold.ts';
import { readExperimentCounts } from '#worker/store/counts/read-counts.ts';
import { insertConversions, insertExposures } from '#worker/store/events/insert-rows.ts';
import { seeded } from '../../support/seeded.ts';
import { type Occurrence, randomHistory } from '../report/history.ts';
import { recount } from '../report/recount.ts';
import { catalog, headline } from '../world.ts';

const NOW = Date.UTC(2026, 3, 30);
const SEEN = [0, 0, 0, 1, 2, 8, 64, 128, 130, 256] as const;

/** A history of people and programs of many kinds. */
function history(seed: number): readonly Occurrence[] {
  const random = seeded(seed);
  return randomHistory(random, 150).map((one) => {
    if (one.kind !== 'exposure') return one;
    const botReasons = SEEN[Math.floor(random() * SEEN.length)] ?? 0;
    return { ...one, row: { ...one.row, botReasons, botRules: random() < 0.5 ? 1 : 2 } };
  });
}

/** The same where a plain rule says who is a program, for the plain recount. */
function judgedBy(rows: readonly Occurrence[], choice: BotChoice): readonly Occurrence[] {
  const bits = excludingBits(choice);
  return rows.map((one) =>
    one.kind === 'exposure'
      ? { ...one, row: { ...one.row, botReasons: one.row.botReasons & bits ? 2 : 0 } }
      : one,
  );
}

const chosen = ({ rules, also, keep }: BotChoice): Catalog => ({
  ...catalog,
  site: { ...catalog.site, bots: { rules, also: [...also], keep: [...keep] } },
});
const read = (of: Catalog) =>
  readExperimentCounts(env.DB, of, { experimentId: headline.id, now: NOW, dimensions: true });
const RULES: Readonly<Record<string, BotChoice>> = {
  today: { rules: 2, also: [], keep: [] },
  first: { rules: 1, also: [], keep: [] },
  strict: { rules: 2, also: ['datacentre', 'no-navigation'], keep: [] },
  lenient: { rules: 1, also: [], keep: ['known-bot'] },
};

test('other rules apply to all who are on record, and the first ones bring back the first counts', async () => {
  const rows = history(21);
  await env.DB.batch(
    rows.map((one) =>
      one.kind === 'exposure'
        ? insertExposures(env.DB, [one.row])
        : insertConversions(env.DB, [one.row]),
    ),
  );
  const seen = new Set<string>();
  for (const name of ['today', 'first', 'strict', 'lenient', 'today']) {
    const choice = RULES[name] as BotChoice;
    const expected = recount(judgedBy(rows, choice));
    const before = await read(chosen(choice));
    expect(before, name).toMatchObject(expected);
    await fold(env.DB, chosen(choice), NOW);
    expect(await read(chosen(choice)), name).toEqual(before);
    seen.add(JSON.stringify(expected));
  }
  // Each of the four counts other people.
  expect(seen.size).toBe(4);
});

test('the report says what each set of rules changes, whichever is in use', async () => {
  const rows = history(22);
  await env.DB.batch(
    rows.map((one) =>
      one.kind === 'exposure'
        ? insertExposures(env.DB, [one.row])
        : insertConversions(env.DB, [one.row]),
    ),
  );
  for (const [index, choice] of Object.values(RULES).entries()) {
    if (index % 2 === 1) await fold(env.DB, chosen(choice), NOW);
    const words = { count: String, rate: String } as never;
    const report = reportOf(headline, await read(chosen(choice)), {
      metrics: catalog.metrics,
      words,
    });
    const inUse = report.bots?.readings.filter((one) => one.inUse) ?? [];
    expect(inUse).toHaveLength(1);
    expect(inUse[0]?.visitors).toEqual(report.variants.map(({ visitors }) => visitors));
    expect(inUse[0]?.leftOut).toEqual(report.variants.map(({ bots }) => bots));
    expect(inUse[0]?.split).toEqual(report.srm);
    for (const reading of report.bots?.readings ?? []) {
      const leavesOut = reading.leavesOut;
      const plain = recount(judgedBy(rows, { rules: 0, also: leavesOut, keep: [] }));
      const expected = headline.variants.map(({ id }) => {
        const converted = plain.conversions.filter(
          (row) => row.variantId === id && row.metricId === headline.primary,
        );
        return {
          visitors: total(
            plain.exposures.filter((row) => row.variantId === id).map((row) => row.visitors),
          ),
          converted: total(converted.map((row) => row.converted)),
        };
      });
      expect(reading.visitors, reading.rules).toEqual(expected.map(({ visitors }) => visitors));
      expect(reading.converted, reading.rules).toEqual(expected.map(({ converted }) => converted));
    }
    const known = report.bots?.reasons.find(({ reason }) => reason === 'known-bot');
    const flagged = judgedBy(rows, { rules: 0, also: ['known-bot'], keep: [] });
    expect(known?.visitors.reduce((sum, count) => sum + count, 0)).toBe(
      total(recount(flagged).exposures.map(({ bots }) => bots)),
    );
    expect(BOT_REASONS['known-bot']).toBe(2);
  }
});

function total(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0);
}
