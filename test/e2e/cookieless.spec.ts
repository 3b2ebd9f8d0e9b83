import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type BrowserContext, expect, type Page, test } from '@playwright/test';
import type { ExperimentReport } from '#experiments/contract/report.ts';
import type { View } from '#experiments/contract/token.ts';
import { type SiteServer, startSiteServer } from '#test/support/site-server.ts';

test.describe.configure({ mode: 'serial', timeout: 120_000 });

// A browser that calls itself headless is taken for a program, and is in no number.
test.use({
  userAgent:
    'Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0.0.0 Safari/537.36',
  extraHTTPHeaders: { 'Sec-CH-UA': '"Chromium";v="140", "Google Chrome";v="140"' },
});

let site: SiteServer;
test.beforeAll(async () => {
  test.setTimeout(240_000);
  site = await startSiteServer(6, { country: 'DE', addFiles: recogniseByDay });
});
test.afterAll(() => site.stop());

test('nothing is stored in a fresh browser, and a second view of the day belongs to the first', async ({
  page,
  context,
}) => {
  const answers: number[] = [];
  page.on('response', (response) => {
    if (response.url().endsWith('/_tl/events')) answers.push(response.status());
  });
  await page.goto(`${site.origin}/crm/?utm_source=google`);
  const first = await viewOf(page);
  const heading = await page.locator('h1').textContent();
  expect(first.m).toBe('cookieless');
  await expect(page.getByRole('region', { name: 'May we recognise you next time?' })).toHaveCount(
    0,
  );
  await expect.poll(() => answers.length).toBeGreaterThan(0);
  expect(await kept(page, context)).toEqual({ cookies: 0, local: 0, session: 0, databases: 0 });

  const before = answers.length;
  await page.goto(`${site.origin}/crm/`);
  const second = await viewOf(page);
  expect([second.u, second.a]).toEqual([first.u, first.a]);
  expect(await page.locator('h1').textContent()).toBe(heading);
  const button = page.locator('a[data-metric][href^="#"]').first();
  const metric = (await button.getAttribute('data-metric'))?.split(' ')[0] ?? '';
  await button.click();
  await expect.poll(() => answers.length).toBeGreaterThan(before + 1);
  expect(new Set(answers)).toEqual(new Set([202]));
  expect(await kept(page, context)).toEqual({ cookies: 0, local: 0, session: 0, databases: 0 });

  const reports = await Promise.all(first.a.map(({ x }) => reportOf(x)));
  const counted = reports.filter(({ variants }) =>
    variants.some(({ metrics }) => metrics.some((one) => one.metric === metric)),
  );
  expect(counted.length).toBeGreaterThan(0);
  for (const { unit, mode, variants } of counted) {
    expect([unit, mode]).toEqual(['day', 'cookieless']);
    const sum = (counts: readonly number[]) => counts.reduce((all, count) => all + count, 0);
    expect(sum(variants.map(({ visitors }) => visitors))).toBe(1);
    const converted = variants.flatMap(({ metrics }) =>
      metrics.flatMap((one) => (one.metric === metric ? [one.converted] : [])),
    );
    expect(sum(converted)).toBe(1);
  }
});

test('the page of choices tells of it, and a no ends it', async ({ page }) => {
  await page.goto(`${site.origin}/privacy-choices/`);
  await expect(page.getByText('Visits of one day are counted together here')).toBeVisible();
  await page.getByRole('button', { name: 'Save' }).click();
  await expect(page.getByText('Saved.')).toBeVisible();
  await expect(page.getByText('Visits of one day are counted together here')).toHaveCount(0);
  await page.goto(`${site.origin}/crm/`);
  expect((await viewOf(page)).m).toBe('strict');
});

/** Makes the copy of the built site recognise visitors for a day where the shipped one asks. */
function recogniseByDay(client: string): void {
  const chunks = join(client, '../server/chunks');
  const name = readdirSync(chunks).find((one) => /^catalog_.*\.mjs$/.test(one)) ?? '';
  const text = readFileSync(join(chunks, name), 'utf8');
  const changed = text.replace(/(\bmode["']?:\s*["'`])strict\b/, '$1cookieless');
  if (changed === text) throw new Error(`${name} holds no consent mode`);
  writeFileSync(join(chunks, name), changed);
}

async function viewOf(page: Page): Promise<View> {
  const token = (await page.locator('meta[name=tl]').getAttribute('content'))?.trim() ?? '';
  return JSON.parse(Buffer.from(token.split('.')[2] ?? '', 'base64url').toString()) as View;
}

async function reportOf(id: string): Promise<ExperimentReport> {
  const headers = { Authorization: `Bearer ${site.reportKey}` };
  const answer = await fetch(`${site.origin}/report/api/experiments/${id}.json`, { headers });
  return (await answer.json()) as ExperimentReport;
}

/** How much a page has left in a browser. */
async function kept(page: Page, context: BrowserContext) {
  const stores = await page.evaluate(async () => ({
    local: localStorage.length,
    session: sessionStorage.length,
    databases: (await indexedDB.databases()).length,
  }));
  return { cookies: (await context.cookies()).length, ...stores };
}
