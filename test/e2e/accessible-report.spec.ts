import { readFileSync } from 'node:fs';
import { expect, type Page, test } from '@playwright/test';
import { type ExperimentReport, experimentReportSchema } from '#experiments/contract/report.ts';
import { catalog } from '#generated/catalog.ts';
import { type SiteServer, startSiteServer } from '#test/support/site-server.ts';
import { axeFaults } from './axe.ts';
import { fillForm } from './fill-form.ts';

test.describe.configure({ mode: 'serial', timeout: 120_000 });

let site: SiteServer;
test.beforeAll(async () => {
  test.setTimeout(180_000);
  site = await startSiteServer(test.info().parallelIndex, { seeded: true });
});
test.afterAll(() => site.stop());

test('axe finds nothing on the closed report', async ({ page }) => {
  await page.goto(`${site.origin}/report/`);
  expect(await axeFaults(page)).toEqual([]);
});

test('axe finds nothing on the list of experiments and on the pages that it leads to', async ({
  page,
}) => {
  await page.goto(`${site.origin}/report/?key=${site.reportKey}`);
  expect(await axeFaults(page)).toEqual([]);
  const links = await page
    .locator('a[href^="/report/"]')
    .evaluateAll((all) => all.map((link) => link.getAttribute('href') ?? ''));
  const pages = new Set(links.filter((link) => /^\/report\/[a-z][^.?#]*\/$/.test(link)));
  expect(pages.size).toBeGreaterThanOrEqual(catalog.experiments.length);
  for (const path of pages) {
    await page.goto(site.origin + path);
    expect(await axeFaults(page), path).toEqual([]);
  }
});

test('a lead is found in its list, what was typed is readable at every width, and axe finds nothing', async ({
  page,
}) => {
  const landing = catalog.landings.find(({ path }) => path === catalog.forms[0]?.landing);
  await page.goto(`${site.origin}${landing?.path}?utm_source=google&utm_campaign=search-de-test`);
  const form = page.locator(`form[action="/_tl/forms/${catalog.forms[0]?.id}"]`);
  await fillForm(form);
  // The field that people never see: what fills it in is spam, and is listed as such.
  await form.locator('[name="tl_website"]').evaluate((field: HTMLInputElement) => {
    field.value = 'x';
  });
  await form.evaluate((element: HTMLFormElement) => element.requestSubmit());
  await page.waitForURL(/tl_result=/);
  await page.goto(`${site.origin}/report/leads/?key=${site.reportKey}`);
  await page.getByRole('navigation', { name: 'Lists' }).getByRole('link', { name: 'Spam' }).click();
  const lead = page.getByRole('listitem').filter({ hasText: 'ada@company.example' });
  await expect(lead).toContainText('the field that people never see');
  await expect(lead).toContainText('search-de-test');
  expect(await axeFaults(page)).toEqual([]);
  for (const list of ['spam', 'unmatched', 'undelivered']) {
    await page.goto(`${site.origin}/report/leads/?list=${list}`);
    for (const width of [360, 1280]) {
      await page.setViewportSize({ width, height: 900 });
      const overflow = await page.evaluate(
        () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
      );
      expect(overflow, `${list} at ${width}`).toBe(0);
    }
  }
});

async function reportOf(page: Page, id: string): Promise<ExperimentReport> {
  const answer = await page.request.get(`${site.origin}/report/api/experiments/${id}.json`);
  return experimentReportSchema.parse(await answer.json());
}

test('charts come from the server, say what they show and have their numbers behind them', async ({
  page,
}) => {
  const complaints: string[] = [];
  page.on('console', (message) => complaints.push(message.text()));
  await page.goto(`${site.origin}/report/?key=${site.reportKey}`);
  const running = catalog.experiments.filter(({ status }) => status === 'running');
  for (const { id, variants } of running) {
    await page.goto(`${site.origin}/report/${id}/`);
    const time = page.getByRole('region', { name: 'Over time' });
    const figures = time.locator('figure');
    const { look, timeline } = await reportOf(page, id);
    // The rates and the visitors; once there is a look, the lift of every treatment too.
    const drawn = timeline?.days.length === 0 ? 0 : look === null ? 2 : variants.length + 1;
    await expect(figures).toHaveCount(drawn);
    if (drawn === 0) continue;
    for (const width of [360, 1280]) {
      await page.setViewportSize({ width, height: 900 });
      for (const figure of await figures.all()) {
        await expect(figure.getByRole('img')).toHaveCount(1);
        const box = await figure.getByRole('img').boundingBox();
        expect(box?.width).toBeGreaterThan(width < 500 ? 250 : 700);
        await expect(figure.locator('figcaption p')).toHaveText(/\.$/);
      }
      const overflow = await page.evaluate(
        () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
      );
      expect(overflow).toBe(0);
    }
    await figures.first().locator('summary').click();
    await expect(figures.first().getByRole('table')).toBeVisible();
    // With its tables closed every page has passed above.
    if (id === running[0]?.id) expect(await axeFaults(page)).toEqual([]);
    expect(await page.locator('style, [style]').count()).toBe(0);
    expect(await page.locator('main').innerText()).not.toMatch(/NaN|undefined|Infinity|null/);
  }
  expect(complaints).toEqual([]);
});

test('without a script the page, the JSON and the CSV say the same of what stands beside the verdict', async ({
  browser,
}) => {
  const context = await browser.newContext({ javaScriptEnabled: false });
  const page = await context.newPage();
  // The cron computes what is kept with a look.
  const cron = await page.request.get(`${site.origin}/cdn-cgi/handler/scheduled`);
  expect(cron.ok()).toBe(true);
  await page.goto(`${site.origin}/report/?key=${site.reportKey}`);
  const running = catalog.experiments.filter(({ status }) => status === 'running');
  for (const { id } of running) {
    const report = await reportOf(page, id);
    const csv = await page.request.get(`${site.origin}/report/api/experiments/${id}.csv`);
    const rows = (await csv.text()).split('\r\n');
    const count = (kind: string) => rows.filter((row) => row.startsWith(`${kind},`)).length;
    const { timeline, variants } = report;
    expect(count('look')).toBe(timeline?.looks.flatMap(({ lifts }) => lifts).length);
    expect(count('day')).toBe((timeline?.days.length ?? 0) * variants.length);
    await page.goto(`${site.origin}/report/${id}/`);
    const time = page.getByRole('region', { name: 'Over time' });
    const days = timeline?.days.length ?? 0;
    await expect(time).toHaveCount(days === 0 ? 0 : 1);
    if (days > 0) await expect(time.locator('tbody').last().locator('tr')).toHaveCount(days);
    await expect(page.getByRole('region', { name: 'In a month' })).toHaveCount(
      report.monthly === null ? 0 : 1,
    );
    const open = ['undecided', 'ahead', 'better', 'worse', 'no-difference'];
    if (open.includes(report.look?.decision.kind ?? '')) expect(report.panel).not.toBeNull();
    await expect(page.locator('#beliefs')).toHaveCount(report.panel === null ? 0 : 1);
  }
  await context.close();
});

test('an editor takes the file for Google without a script, once', async ({ browser }) => {
  const context = await browser.newContext({ javaScriptEnabled: false });
  const page = await context.newPage();
  await page.goto(`${site.origin}/report/?key=${site.reportKey}`);
  await page.getByRole('link', { name: 'Uploads' }).click();
  const google = page.getByRole('region', { name: 'Google Ads', exact: true });
  await expect(google.getByRole('row', { name: /Closed won/ }).first()).toBeVisible();
  await google.getByRole('button', { name: /Make a file of .+ new/ }).click();
  await expect(google.getByRole('status')).toContainText('made: see “Files” below');
  const file = page.getByRole('link', { name: /^google-ads-gclid-.+\.csv$/ }).first();
  const text = async () => {
    const [download] = await Promise.all([page.waitForEvent('download'), file.click()]);
    return readFileSync(await download.path(), 'utf8');
  };
  const first = await text();
  expect(first).toMatch(/^Parameters:TimeZone=.+\r\nGoogle Click ID,Conversion Name,/);
  expect(await text()).toBe(first);
  await google.getByRole('button', { name: 'Make a file' }).click();
  await expect(google.getByRole('status')).toContainText('Nothing new can leave');
  await context.close();
});
