import { expect, test } from '@playwright/test';
import { catalog } from '#generated/catalog.ts';
import { type SiteServer, startSiteServer } from '#test/support/site-server.ts';
import { axeFaults } from './axe.ts';

test.describe.configure({ mode: 'serial', timeout: 120_000 });

let site: SiteServer;
test.beforeAll(async () => {
  test.setTimeout(180_000);
  site = await startSiteServer(test.info().parallelIndex, { seeded: true });
});
test.afterAll(() => site.stop());

const planned = catalog.experiments.find(({ id }) => id === 'crm-proof');
const ended = catalog.experiments.find(({ id }) => id === 'offer-price-frame');

test('the programme queues drafts, keeps what ended and is searched without a script', async ({
  page,
}) => {
  await page.goto(`${site.origin}/report/?key=${site.reportKey}`);
  await page.getByRole('link', { name: 'Programme', exact: true }).click();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Programme');
  const row = page
    .getByRole('region', { name: 'Queue, as a table' })
    .getByRole('row', { name: planned?.title ?? '' });
  await expect(row).toContainText('usual');
  await expect(page.getByRole('region', { name: 'Archive' })).toContainText(
    'No experiment has ended yet',
  );
  const lane = page.getByRole('region', { name: 'Calendar of /crm/', exact: true });
  await expect(lane.getByRole('row', { name: /crm-headline|Headline/ })).toContainText('running');
  await expect(lane.locator('rect.running').first()).toBeAttached();

  await page.goto(`${site.origin}/report/${ended?.id}/`);
  const part = page.locator('details:has(input[value="end"])');
  await part.locator('summary').click();
  await part.getByRole('textbox').fill('The offer changes in December.');
  await part.getByRole('button').click();
  await expect(page.locator('.answer.done')).toBeVisible();

  await page.goto(`${site.origin}/report/programme/`);
  const archive = page.getByRole('region', { name: 'Archive' });
  await expect(archive.getByRole('link', { name: ended?.title ?? '' })).toBeVisible();
  await archive.getByLabel('Search what was tested').fill('PRICE day');
  await archive.getByRole('button', { name: 'Search' }).click();
  expect(new URL(page.url()).searchParams.get('q')).toBe('PRICE day');
  await expect(archive.getByRole('listitem')).toHaveCount(1);
  await page.goto(`${site.origin}/report/programme/?q=%3Cb%3Enobody`);
  await expect(archive).toContainText('Nothing that ended has “<b>nobody” in it.');
  expect(await page.locator('script, style, [style]').count()).toBe(0);
});

test('axe finds nothing on the programme and on a month, and neither is wider than a phone', async ({
  page,
}) => {
  await page.goto(`${site.origin}/report/programme/?key=${site.reportKey}`);
  const [newest = '', before = ''] = await page
    .locator('.months a')
    .evaluateAll((all) => all.map((link) => link.getAttribute('href') ?? ''));
  const compared = `${newest}?baseline=${before.split('/').at(-2)}`;
  for (const path of ['/report/programme/', compared]) {
    await page.goto(site.origin + path);
    expect(await axeFaults(page), path).toEqual([]);
    for (const width of [360, 1280, 1920]) {
      await page.setViewportSize({ width, height: 800 });
      const overflow = await page.evaluate(
        () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
      );
      expect(overflow, `${path} at ${width}`).toBe(0);
    }
    expect(await page.locator('main').innerText()).not.toMatch(/NaN|undefined|Infinity|null/);
  }
});

test('a month compares its levels with the one that is chosen, and prints without its controls', async ({
  page,
}) => {
  await page.goto(`${site.origin}/report/programme/?key=${site.reportKey}`);
  await page.locator('.months a').first().click();
  await expect(page.getByRole('region', { name: 'Decisions' })).toContainText(
    'The offer changes in December.',
  );
  await page.getByRole('button', { name: 'Compare' }).click();
  const levels = page.getByRole('region', { name: 'Levels, as a table' });
  await expect(levels.getByRole('columnheader')).toHaveCount(4);
  await expect(levels.getByRole('cell', { name: / to / }).first()).toBeVisible();
  const json = await page.getByRole('link', { name: 'JSON' }).getAttribute('href');
  const month = await (await page.request.get(site.origin + json)).json();
  expect(month.baseline).toBe(new URL(page.url()).searchParams.get('baseline'));
  await page.emulateMedia({ media: 'print' });
  await expect(page.getByRole('button', { name: 'Compare' })).toBeHidden();
  await expect(page.getByRole('navigation')).toBeHidden();
  await expect(levels).toBeVisible();
  expect((await page.goto(`${site.origin}/report/programme/2026-13/`))?.status()).toBe(404);
});
