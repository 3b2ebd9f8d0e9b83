import { env } from 'cloudflare:workers';
import { expect, test } from 'vitest';
import type { Catalog } from '#experiments/definition/catalog/catalog.ts';
import { metricSchema } from '#experiments/definition/metric/metric.ts';
import { recompute } from '#experiments/report/files/recompute.ts';
import { numberWords } from '#experiments/report/lift/number-words.ts';
import type { DealState, OpenStage } from '#experiments/revenue/deal-state.ts';
import { readLeadValues } from '#worker/reporting/read-lead-values.ts';
import { readReport } from '#worker/reporting/read-report.ts';
import { takeDueLooks } from '#worker/reporting/take-looks.ts';
import { getRevenue } from '#worker/routes/revenue-api.ts';
import { startOfDay } from '#worker/store/looks/looks-day.ts';
import { expectedValues } from '#worker/uploads/expected-values.ts';
import type { Occurrence } from '../report/history.ts';
import {
  aConversionRow,
  anExposureRow,
  catalogIn,
  DAY_MS,
  HOUR_MS,
  openEpochs,
  storedLooks,
  write,
} from '../report/looks-world.ts';
import { headline } from '../world.ts';

const ZONE = 'UTC';
const START = startOfDay('2026-02-02', ZONE);
const VISIT_DAYS = 30;
const WINDOW = 21;

const qualified = metricSchema.parse({
  id: 'qualified',
  label: 'Qualified leads',
  type: 'proportion',
  source: 'stage',
  match: 'qualified',
  windowDays: WINDOW,
});

const base = catalogIn(ZONE);
const catalog: Catalog = {
  ...base,
  metrics: [...base.metrics, qualified],
  experiments: [
    { ...headline, secondary: [], guardrails: [{ metric: 'qualified', marginBp: 1_000 }] },
  ],
};

/** What a deal's booking leaves behind: the row that the fold counts, and where the deal stands. */
function book(deal: {
  readonly unitId: string;
  readonly leadId?: string;
  readonly at: number;
  readonly stage: OpenStage;
  readonly minor?: number;
}): D1PreparedStatement {
  const { unitId, leadId = null, at, stage, minor } = deal;
  const order: readonly OpenStage[] = ['lead', 'qualified', 'opportunity', 'won'];
  const state: DealState = {
    reached: order.slice(0, order.indexOf(stage) + 1).map((one) => ({ stage: one, at })),
    outcome: stage === 'won' ? 'won' : null,
    outcomeAt: stage === 'won' ? at : null,
    net: minor === undefined ? null : { minor, currency: 'EUR' },
    refundedMinor: 0,
    refundedAt: null,
  };
  return env.DB.prepare(
    `INSERT INTO deals (source, deal_id, lead_id, unit_id, state, booked, version, changed_at)
     VALUES ('crm', ?1, ?2, ?1, ?3, '{}', 1, ?4)`,
  ).bind(unitId, leadId, JSON.stringify(state), at);
}

test('late stages count once windows are over, and looks go on until they are', async () => {
  await openEpochs(catalog, START);
  const history: Occurrence[] = [];
  const deals: D1PreparedStatement[] = [];
  for (let index = 0; index < 4 * VISIT_DAYS; index += 1) {
    const at = START + Math.floor(index / 4) * DAY_MS + 9 * HOUR_MS + index;
    const unitId = `late-${index}`;
    const bold = index % 2 === 1;
    history.push(
      anExposureRow({ unitId, at, timeZone: ZONE, variantId: bold ? 'bold' : 'control' }),
    );
    // Every visitor is qualified, in control three days later, in the treatment twelve.
    const conversion = aConversionRow({ unitId, at: at + (bold ? 12 : 3) * DAY_MS + HOUR_MS });
    if (conversion.kind === 'conversion') {
      history.push({ kind: 'conversion', row: { ...conversion.row, metricId: 'qualified' } });
    }
    deals.push(book({ unitId, at: at + (bold ? 12 : 3) * DAY_MS + HOUR_MS, stage: 'qualified' }));
  }
  await env.DB.batch(deals);
  const now = START + VISIT_DAYS * DAY_MS;
  const happened = (one: Occurrence) => one.row.occurredAt < now;
  await write(history.filter(happened));
  const report = await readReport(env.DB, catalog, { id: 'headline', now });
  const cells = report?.variants.map(({ metrics }) => metrics[1]);
  // Who came on the first nine days has had 21; all of them were qualified by then.
  expect(cells?.map((cell) => cell?.closed)).toEqual(
    [0, 1].map(() => ({ until: '2026-02-10', visitors: 18, leads: null, converted: 18 })),
  );
  expect(cells?.map((cell) => cell?.converted)).toEqual([54, 36]);
  const [maturity] = report?.maturity ?? [];
  expect(maturity?.delays).toEqual([
    { days: 3, conversions: 18 },
    { days: 12, conversions: 18 },
  ]);
  expect(
    maturity?.cohorts.map(({ closed, share }) => [closed, share.ok && share.estimate]),
  ).toEqual([
    [true, 1],
    [false, expect.closeTo(1, 10)],
    [false, expect.closeTo(5 / 7, 10)],
    [false, expect.closeTo(5 / 14, 10)],
    [false, 0],
  ]);
  if (!report) throw new Error('no report');
  const words = numberWords(catalog.site.locale);
  expect(recompute(report, { metrics: catalog.metrics, words }).differences).toEqual([]);
  await write(history.filter((one) => !happened(one)));
  await takeDueLooks(env.DB, catalog, { now: now + 60 * DAY_MS });
  const looks = await storedLooks();
  // Visitors came until 3 March; the last of them has had 21 days on the 24th.
  expect(looks.at(-1)).toMatchObject({ day: '2026-03-24' });
  const kept = looks.map(({ decided }) => JSON.parse(String(decided)));
  const young = kept.find(({ day }) => day === '2026-02-15');
  expect(young.treatments[0].comparisons[1].lift).toEqual({ ok: false, reason: 'windows-open' });
  expect(kept.at(-1).strata[0].metrics.qualified).toMatchObject({
    converted: [60, 60],
    closed: { until: '2026-03-03', visitors: [60, 60] },
  });
});

test('a lead is worth what closed leads of its campaign brought', async () => {
  const now = START + 300 * DAY_MS;
  const exposures: Occurrence[] = [];
  const rows: D1PreparedStatement[] = [];
  for (let index = 0; index < 300; index += 1) {
    const brand = index % 2 === 0;
    const unitId = `value-${String(index).padStart(3, '0')}`;
    const at = START - 200 * DAY_MS + index * HOUR_MS;
    const exposure = anExposureRow({ unitId, at, timeZone: ZONE, variantId: 'control' });
    if (exposure.kind !== 'exposure') continue;
    const campaign = brand ? 'brand' : 'generic';
    exposures.push({ ...exposure, row: { ...exposure.row, source: 'google', campaign } });
    // The last ten came a day ago: too young to teach anything.
    const young = index >= 290;
    rows.push(
      env.DB.prepare(
        `INSERT INTO leads (lead_id, form_id, landing, unit_id, occurred_at, sealed_fields, spam_reason)
         VALUES (?1, 'signup', '/demo/', ?1, ?2, '', ?3)`,
      ).bind(unitId, young ? now - DAY_MS : at + HOUR_MS, index % 29 === 28 ? 'honeypot' : null),
    );
    const won = brand ? index % 4 === 0 : index % 20 === 1;
    if (won)
      rows.push(
        book({ unitId, leadId: unitId, at: at + 5 * DAY_MS, stage: 'won', minor: 200_000 }),
      );
  }
  await write(exposures);
  await env.DB.batch(rows);
  const values = await readLeadValues(env.DB, catalog, now);
  // 290 old ones less 10 taken for spam.
  expect(values).toMatchObject({ currency: 'EUR', horizonDays: 7, leads: 280, withoutRate: 0 });
  const { lead } = values.model;
  if (!lead.ok) throw new Error(lead.reason);
  const [brand, generic] = lead.campaigns;
  expect([brand?.campaign, generic?.campaign].sort()).toEqual(['brand', 'generic']);
  const of = (name: string) => lead.campaigns.find(({ campaign }) => campaign === name)?.value ?? 0;
  expect(of('brand')).toBeGreaterThan(80_000);
  expect(of('generic')).toBeLessThan(35_000);
  expect(values.calibration).toMatchObject({ ok: true, leads: 280 });
  const asking = {
    ...catalog,
    platforms: { 'google-ads': { enabled: true, conversions: [{ value: 'expected' }] } },
  } as unknown as Catalog;
  const worthOf = await expectedValues(env.DB, asking, now);
  expect(worthOf('value-298', 'lead')).toEqual({ minor: Math.round(of('brand')), currency: 'EUR' });
  expect(worthOf('value-299', 'won')).toBeNull();
  expect((await expectedValues(env.DB, catalog, now))('value-298', 'lead')).toBeNull();

  const given = { db: env.DB, catalog, now };
  const json = await (await getRevenue('json', given)).json();
  expect(json).toEqual({ v: 1, ...JSON.parse(JSON.stringify(values)) });
  const file = await getRevenue('csv', given);
  expect(file.headers.get('Content-Disposition')).toBe('attachment; filename="revenue.csv"');
  const lines = (await file.text()).trim().split('\r\n');
  expect(lines.filter((line) => line.startsWith('campaign,'))).toContainEqual(
    expect.stringMatching(new RegExp(`,lead,[^,]*,brand,.*,${of('brand')},`)),
  );
  expect(lines.filter((line) => line.startsWith('group,'))).toHaveLength(
    values.calibration.ok ? values.calibration.bins.length : 0,
  );
});
