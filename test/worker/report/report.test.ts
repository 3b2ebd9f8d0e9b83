import { env, exports } from 'cloudflare:workers';
import { expect, test } from 'vitest';
import { type ExperimentReport, experimentReportSchema } from '#experiments/contract/report.ts';
import { readReport, readReports } from '#worker/reporting/read-report.ts';
import { reportApi } from '#worker/routes/report-api.ts';
import { failingDatabase } from '../events/failing-database.ts';
import { aConversion, anExposure, ORIGIN, send, variantOf, visit } from '../visit.ts';
import { catalog, LANDING } from '../world.ts';

function get(path: string): Promise<Response> {
  const headers = { Authorization: `Bearer ${env.TRUELIFT_REPORT_KEY}` };
  return exports.default.fetch(new Request(ORIGIN + path, { headers }));
}

async function reportFor(id: string): Promise<ExperimentReport> {
  return experimentReportSchema.parse(
    await (await get(`/report/api/experiments/${id}.json`)).json(),
  );
}

test('the report counts what visitors did, per variant, and nothing twice', async () => {
  const seen = new Map<string, { visitors: number; converted: number }>();
  for (let number = 0; number < 24; number++) {
    const page = await visit(LANDING);
    const variant = variantOf(page.view, 'headline') ?? '';
    const counts = seen.get(variant) ?? { visitors: 0, converted: 0 };
    seen.set(variant, counts);
    const exposure = { ...anExposure(), id: page.view.n };
    expect((await send(page, [exposure])).status).toBe(202);
    await send(page, [exposure]);
    counts.visitors += 1;
    if (number % 3 > 0) continue;
    const click = aConversion('cta');
    await send(page, [click, click, aConversion('cta')]);
    counts.converted += 1;
  }
  const report = await reportFor('headline');
  for (const { variant, visitors, metrics } of report.variants) {
    const cta = metrics.find(({ metric }) => metric === 'cta');
    expect({ variant, visitors, converted: cta?.converted }).toEqual({
      variant,
      ...(seen.get(variant) ?? { visitors: 0, converted: 0 }),
    });
  }
  expect(report).toMatchObject({ days: 1, mode: 'cookie', unit: 'visitor', multi: 0 });
  expect(report.ledger.received).toBe(
    report.ledger.accepted + report.ledger.duplicate + report.ledger.rejected,
  );
  expect(report.ledger.duplicate).toBeGreaterThan(0);
  expect(report.srm).toMatchObject({ ok: true, mismatch: false });
});

test('an empty experiment is a report that says so', async () => {
  const report = await reportFor('layout');
  expect(report.state).toEqual({
    code: 'no-data',
    sentence: 'No visitors yet, so there is nothing to compare.',
  });
  expect(report.days).toBeNull();
});

test('the list has every experiment of the catalog in its order', async () => {
  const reports = await readReports(env.DB, catalog, Date.now());
  expect(reports.map(({ experiment }) => experiment.id)).toEqual(
    catalog.experiments.map(({ id }) => id),
  );
  expect(await readReport(env.DB, catalog, { id: 'nobody', now: 0 })).toBeNull();
});

test('the CSV has one row per variant and metric', async () => {
  const response = await get('/report/api/experiments/headline.csv');
  expect(response.headers.get('Content-Type')).toBe('text/csv; charset=utf-8');
  expect(response.headers.get('Content-Disposition')).toBe('attachment; filename="headline.csv"');
  const lines = (await response.text()).trimEnd().split('\r\n');
  expect(lines.length).toBe(1 + 2 * 3);
});

test.for([
  'nobody.json',
  'nobody.csv',
  'headline.xml',
  'headline',
  '..%2f..%2fheadline.json',
  '__proto__.json',
  `${'a'.repeat(3_000)}.json`,
])('an unknown name is a 404 in JSON: %s', async (file) => {
  const response = await get(`/report/api/experiments/${file}`);
  expect(response.status).toBe(404);
  expect(await response.json()).toMatchObject({ error: 'not-found' });
});

test('while the database fails the API says so in a sentence', async () => {
  const db = failingDatabase(env.DB, { times: Number.POSITIVE_INFINITY, when: 'before' });
  const response = await reportApi(catalog).fetch(
    new Request(`${ORIGIN}/report/api/experiments/headline.json`),
    { ...env, DB: db },
  );
  expect(response.status).toBe(503);
  expect(await response.json()).toMatchObject({
    error: 'unavailable',
    message: expect.stringMatching(/^The database did not answer\./),
  });
});

test('a database without tables is told apart from one that is down', async () => {
  await env.DB.exec('ALTER TABLE exposures RENAME TO gone');
  const response = await get('/report/api/experiments/headline.json');
  expect(response.status).toBe(503);
  expect(await response.json()).toMatchObject({
    message: 'The database is not migrated: run npm start, or npm run deploy for production.',
  });
});
