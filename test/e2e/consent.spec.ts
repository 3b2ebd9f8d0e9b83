import { readFileSync } from 'node:fs';
import { type BrowserContext, expect, type Page, test } from '@playwright/test';
import { type SiteServer, startSiteServer } from '#test/support/site-server.ts';
import { axeFaults } from './axe.ts';
import { fillForm } from './fill-form.ts';

test.describe.configure({ mode: 'serial', timeout: 120_000 });

const AD = '/crm/?utm_source=google&gclid=Test_AbC';

let site: SiteServer;
test.beforeAll(async () => {
  test.setTimeout(180_000);
  site = await startSiteServer(3, { country: 'DE' });
});
test.afterAll(() => site.stop());

test('before an answer nothing is stored in the browser, also after a form', async ({
  page,
  context,
}) => {
  const answers: number[] = [];
  page.on('response', (response) => {
    if (response.url().endsWith('/_tl/events')) answers.push(response.status());
  });
  await page.goto(site.origin + AD);
  await expect(banner(page)).toBeVisible();
  await expect.poll(() => answers).toEqual([202]);
  expect(await kept(page, context)).toEqual({ cookies: [], local: 0, session: 0, databases: 0 });
  const form = page.locator('form[action^="/_tl/forms/"]').first();
  await fillForm(form);
  // Nobody fills in a form at once, and who does is taken for a program.
  await page.waitForFunction(() => performance.now() > 2_500);
  await form.evaluate((element: HTMLFormElement) => element.requestSubmit());
  await expect(page).toHaveURL(/tl_result=/);
  await page.reload();
  await expect(page).toHaveURL(/tl_result=/);
  expect(await kept(page, context)).toEqual({ cookies: [], local: 0, session: 0, databases: 0 });
});

test('a yes keeps page and variant; then choices, a copy, and everything deleted', async ({
  page,
  context,
}) => {
  await page.goto(site.origin + AD);
  const heading = await page.locator('h1').textContent();
  const sizes = await banner(page)
    .getByRole('button')
    .evaluateAll((buttons) => buttons.map((one) => getComputedStyle(one).cssText.length));
  expect(new Set(sizes).size, 'yes and no look the same').toBe(1);
  let loads = 0;
  page.on('load', () => {
    loads += 1;
  });
  await banner(page).getByRole('button', { name: 'Yes' }).click();
  await expect(banner(page)).toHaveCount(0);
  expect(loads).toBe(0);
  expect((await kept(page, context)).cookies).toEqual(['tl-dev', 'tl-dev-choice']);
  for (let visits = 0; visits < 3; visits += 1) {
    await page.goto(site.origin + AD);
    expect(await page.locator('h1').textContent()).toBe(heading);
    await expect(banner(page)).toHaveCount(0);
  }
  await page.getByRole('link', { name: 'Privacy choices' }).click();
  expect(await ticked(page)).toEqual([true, true, false]);
  expect(await axeFaults(page)).toEqual([]);
  const [download] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('link', { name: 'Download what is stored about me' }).click(),
  ]);
  const file = JSON.parse(readFileSync(await download.path(), 'utf8'));
  expect(file.tables.consent_answers).toHaveLength(1);
  expect(JSON.stringify(file.tables.touchpoint_clicks)).toContain('Test_AbC');
  await page.getByRole('button', { name: 'Delete what is stored about me' }).click();
  await expect(page.getByRole('status')).toContainText('Deleted.');
  expect(await kept(page, context)).toEqual({ cookies: [], local: 0, session: 0, databases: 0 });
});

test.describe('without a script', () => {
  test.use({ javaScriptEnabled: false });

  test('a no leads back to the same address and is not asked again', async ({ page, context }) => {
    await page.goto(site.origin + AD);
    await banner(page).getByRole('button', { name: 'No' }).click();
    await expect(page).toHaveURL(site.origin + AD);
    await expect(banner(page)).toHaveCount(0);
    expect((await context.cookies()).map(({ name }) => name)).toEqual(['tl-dev-choice']);
    await page.goto(`${site.origin}/privacy-choices/`);
    await page.getByRole('checkbox').first().check();
    await page.getByRole('button', { name: 'Save' }).click();
    await expect(page.getByRole('status')).toHaveText('Saved.');
    expect((await context.cookies()).map(({ name }) => name).sort()).toEqual([
      'tl-dev',
      'tl-dev-choice',
    ]);
  });
});

test('axe finds nothing on a page that asks', async ({ page }) => {
  await page.goto(`${site.origin}/crm/`);
  await expect(banner(page)).toBeVisible();
  expect(await axeFaults(page)).toEqual([]);
});

function banner(page: Page) {
  return page.getByRole('region', { name: 'May we recognise you next time?' });
}

function ticked(page: Page): Promise<readonly boolean[]> {
  return page
    .getByRole('checkbox')
    .evaluateAll((boxes) => boxes.map((box) => (box as HTMLInputElement).checked));
}

/** All that a page can leave in a browser. */
async function kept(page: Page, context: BrowserContext) {
  const names = (await context.cookies()).map(({ name }) => name).sort();
  const stores = await page.evaluate(async () => ({
    local: localStorage.length,
    session: sessionStorage.length,
    databases: (await indexedDB.databases()).length,
  }));
  return { cookies: names, ...stores };
}
