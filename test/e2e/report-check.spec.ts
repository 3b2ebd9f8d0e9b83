import { readFileSync, writeFileSync } from 'node:fs';
import { expect, type Page, test } from '@playwright/test';
import { type FigureKind, figureText } from '#components/report/figures.ts';
import { reportFormat } from '#components/report/format.ts';
import { experimentReportSchema } from '#experiments/contract/report.ts';
import { reportCsv } from '#experiments/report/files/report-csv.ts';
import { catalog } from '#generated/catalog.ts';
import { type SiteServer, startSiteServer } from '#test/support/site-server.ts';
import { axeFaults } from './axe.ts';

test.describe.configure({ mode: 'serial', timeout: 240_000 });

const ids = catalog.experiments.filter(({ status }) => status !== 'draft').map(({ id }) => id);
const id = 'crm-headline';
const { site } = catalog;
const words = { format: reportFormat(site), locale: site.locale };

let server: SiteServer;
test.beforeAll(async () => {
  test.setTimeout(300_000);
  server = await startSiteServer(test.info().parallelIndex, { seeded: true });
});
test.afterAll(() => server.stop());
test.beforeEach(async ({ page }) => {
  await page.goto(`${server.origin}/report/?key=${server.reportKey}`);
});

function complaintsOf(page: Page): string[] {
  const complaints: string[] = [];
  page.on('console', (message) => {
    if (['error', 'warning'].includes(message.type())) complaints.push(message.text());
  });
  page.on('pageerror', (error) => complaints.push(error.message));
  return complaints;
}

async function jsonOf(page: Page, experiment: string) {
  const answer = await page.request.get(
    `${server.origin}/report/api/experiments/${experiment}.json`,
  );
  return experimentReportSchema.parse(await answer.json());
}

test('every marked number of every page is the one in the JSON, to the last digit shown', async ({
  page,
}) => {
  for (const one of ids) {
    await page.goto(`${server.origin}/report/${one}/`);
    const report = await jsonOf(page, one);
    const marked = await page.locator('main [data-at]').evaluateAll((all) =>
      all.map((element) => ({
        at: (element as HTMLElement).dataset.at ?? '',
        as: (element as HTMLElement).dataset.as as FigureKind,
        text: element.textContent ?? '',
      })),
    );
    expect(marked.length, one).toBeGreaterThan(20);
    const expected = marked.map((mark) => ({
      ...mark,
      text: figureText(report, mark, words) ?? '',
    }));
    const plain = ({ at, text }: { at: string; text: string }) =>
      `${at}: ${text.replace(/\s+/g, ' ').trim()}`;
    expect(marked.map(plain)).toEqual(expected.map(plain));
    const csv = await page.request.get(`${server.origin}/report/api/experiments/${one}.csv`);
    // The moment of the read is the only thing that moves.
    const asOf = (text: string) => text.replaceAll(/,\d{13},/g, ',as-of,');
    expect(asOf(await csv.text())).toBe(asOf(reportCsv(report)));
  }
});

test('a browser computes every number again and says that all are equal, by keyboard alone', async ({
  page,
}) => {
  const complaints = complaintsOf(page);
  for (const one of ids) {
    await page.goto(`${server.origin}/report/${one}/`);
    await page.getByRole('button', { name: 'Recompute in this browser' }).focus();
    await page.keyboard.press('Enter');
    await expect(page.getByRole('status')).toHaveText(
      /^[\d,]+ numbers recomputed, all equal to the last digit shown; \d+ of them/,
    );
  }
  expect(await axeFaults(page)).toEqual([]);
  expect(complaints).toEqual([]);
});

test('a number that somebody changed on the page or in its data is found', async ({ page }) => {
  const address = `${server.origin}/report/${id}/?recompute=1`;
  await page.route(address, async (route) => {
    const answer = await route.fetch();
    const html = await answer.text();
    const mark = /(data-at="health\.splits\.3\.visitors\.0"[^>]*>)([\d,]+)/;
    expect(html).toMatch(mark);
    await route.fulfill({ response: answer, body: html.replace(mark, '$1123,456') });
  });
  await page.goto(address);
  await expect(page.getByRole('status')).toHaveText(/^1 of [\d,]+ numbers differ/);
  await expect(page.locator('#recompute-differences')).toContainText('123,456 here');
  await page.unroute(address);
  await page.route(address, async (route) => {
    const answer = await route.fetch();
    const html = await answer.text();
    const changed = html.replace(/(&(?:quot|#34);visitors&(?:quot|#34);:)(\d+)/, '$19$2');
    expect(changed).not.toBe(html);
    await route.fulfill({ response: answer, body: changed });
  });
  await page.goto(address);
  await expect(page.getByRole('status')).toHaveText(/numbers differ/);
  await expect(page.locator('#recompute-differences')).toContainText('variants.0.visitors');
});

test('without JavaScript the page is complete, and the link to recompute says what it needs', async ({
  browser,
}) => {
  const context = await browser.newContext({ javaScriptEnabled: false });
  const page = await context.newPage();
  await page.goto(`${server.origin}/report/?key=${server.reportKey}`);
  await page.goto(`${server.origin}/report/${id}/`);
  await page.getByRole('navigation', { name: 'Dimension' }).getByText('Device').click();
  expect(page.url()).toContain('?dimension=device');
  await expect(page.locator('#by-device')).toBeVisible();
  await expect(page.locator('#by-weekday')).toBeHidden();
  await expect(page.locator('#by-device table')).toBeVisible();
  await page.getByRole('button', { name: 'Recompute in this browser' }).click();
  await expect(page.getByRole('status')).toContainText('needs JavaScript');
  await context.close();
});

test('a dimension is chosen without loading the page again, and the address knows it', async ({
  page,
}) => {
  await page.goto(`${server.origin}/report/${id}/`);
  await page.evaluate(() => document.body.setAttribute('data-same', ''));
  const filter = page.getByRole('navigation', { name: 'Dimension' });
  await filter.getByText('Device').press('Enter');
  await expect(page).toHaveURL(/\?dimension=device#dimensions$/);
  await expect(page.locator('#by-weekday')).toBeHidden();
  await expect(filter.getByText('Device')).toHaveAttribute('aria-current', 'true');
  await page.goBack();
  await expect(page.locator('#by-weekday')).toBeVisible();
  await expect(page.locator('body')).toHaveAttribute('data-same', '');
});

test('the report as one file needs nothing from elsewhere and holds the same numbers', async ({
  page,
  browser,
}, info) => {
  await page.goto(`${server.origin}/report/${id}/`);
  const download = page.waitForEvent('download');
  await page.getByRole('link', { name: 'This page as one file' }).click();
  const saved = await download;
  expect(saved.suggestedFilename()).toBe(`${id}.html`);
  const path = info.outputPath('report.html');
  writeFileSync(path, readFileSync(await saved.path()));
  const html = readFileSync(path, 'utf8');
  const foreign = /<(?:script|link|img|iframe|form)|\s(?:src|action)=|@import|url\((?!#)|href="\//g;
  expect(html.match(foreign)).toBeNull();
  const context = await browser.newContext({ offline: true });
  const file = await context.newPage();
  const complaints = complaintsOf(file);
  await file.goto(`file://${path}`);
  await expect(file.getByRole('heading', { level: 1 })).toHaveText(
    catalog.experiments.find((one) => one.id === id)?.title ?? '',
  );
  const texts = (one: Page) => one.locator('main [data-at]').allTextContents();
  expect(await texts(file)).toEqual(await texts(page));
  expect(complaints).toEqual([]);
  await context.close();
});
