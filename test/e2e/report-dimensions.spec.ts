import { expect } from '@playwright/test';
import { experimentReportSchema } from '#experiments/contract/report.ts';
import { catalog } from '#generated/catalog.ts';
import { test } from '../support/browser-test.ts';

const running = catalog.experiments.filter(({ status }) => status === 'running');

// A headless browser says so in its user agent and its hints, and would be counted as a bot.
test.use({
  userAgent:
    'Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0.0.0 Safari/537.36',
  extraHTTPHeaders: { 'Sec-CH-UA': '"Chromium";v="140", "Google Chrome";v="140"' },
});

test('the campaign of a visit is in the report, as text whatever the link holds', async ({
  context,
  page,
  site,
}) => {
  const experiment = running.find(({ landings }) => landings.includes('/crm/'));
  if (!experiment) throw new Error('no running experiment on /crm/');
  // Visits of other tests are in this report, too: what counts is the one that comes.
  const counted = async () => {
    const file = `/report/api/experiments/${experiment.id}.json`;
    const headers = { Authorization: `Bearer ${site.reportKey}` };
    const { dimensions } = experimentReportSchema.parse(
      await (await page.request.get(file, { headers })).json(),
    );
    return (name: string) =>
      (dimensions?.dimensions.find(({ dimension }) => dimension === name)?.cells ?? [])
        .flatMap((cell) => cell.visitors)
        .reduce((sum, count) => sum + count, 0);
  };
  const before = await counted();
  const visitor = await context.newPage();
  const recorded = visitor.waitForResponse(
    (response) => response.url().endsWith('/_tl/events') && response.status() === 202,
  );
  const hostile = encodeURIComponent('<img src=x onerror=alert(1)> {{7*7}}');
  await visitor.goto(`/crm/?utm_source=Google&utm_campaign=Brand+DE&utm_term=${hostile}`);
  await recorded;
  await page.goto(`/report/?key=${site.reportKey}`);
  await page.goto(`/report/${experiment.id}/`);
  const section = page.getByRole('region', { name: 'Dimensions' });
  await expect(section).toContainText('Take these tables for questions, never for a verdict');
  expect(await page.locator('main img').count()).toBe(0);
  const after = await counted();
  for (const name of ['source', 'campaign', 'keyword', 'device', 'weekday']) {
    expect(after(name) - before(name), name).toBe(1);
  }
  const csv = await (await page.request.get(`/report/api/experiments/${experiment.id}.csv`)).text();
  expect(csv).toContain(',keyword,rest,');
});
