import { expect } from '@playwright/test';
import { test } from '#test/support/browser-test.ts';
import { printedLinks } from './preview-links.ts';

/** The links that the command prints for a running site, by combination. */
function linksTo(origin: string, path: string): ReadonlyMap<string, string> {
  const links = printedLinks(origin).filter(({ landing }) => landing === path);
  return new Map(links.map(({ name, link }) => [name, link]));
}

test('a printed link shows its variant with a bar, fits, and breaks no policy', async ({
  browser,
  site,
}) => {
  for (const width of [360, 1280]) {
    const page = await browser.newPage({ viewport: { width, height: 800 } });
    const said: string[] = [];
    page.on('console', (message) => said.push(message.text()));
    page.on('pageerror', (error) => said.push(String(error)));
    await page.goto(linksTo(site.origin, '/crm/').get('crm-headline.outcome') ?? '');
    await expect(page.getByRole('heading', { level: 1 })).toHaveText(/41 minutes/);
    const bar = page.getByRole('complementary', { name: 'Preview' });
    await expect(bar).toContainText('Nothing on this page is recorded');
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(width);
    await bar.getByRole('link', { name: 'control' }).click();
    await expect(page.getByRole('heading', { level: 1 })).toHaveText(/7:15/);
    expect(said).toEqual([]);
    expect(await page.context().cookies()).toEqual([]);
    await page.close();
  }
});

test('a draft opens by its link alone', async ({ page, site }) => {
  const link = linksTo(site.origin, '/crm/').get('crm-proof.heating (draft)') ?? '';
  await page.goto(link);
  await expect(page.getByText('Sabine Thoma')).toBeVisible();
  await page.goto(link.replace(/.$/, (last) => (last === 'A' ? 'Q' : 'A')));
  await expect(page.getByText('Sabine Thoma')).toHaveCount(0);
});

for (const javaScriptEnabled of [true, false]) {
  test(`a form says that nothing was sent, ${javaScriptEnabled ? 'with' : 'without'} scripts`, async ({
    browser,
    site,
  }) => {
    const page = await browser.newPage({ javaScriptEnabled });
    await page.goto(linksTo(site.origin, '/offer/').get('control') ?? '');
    const sent: string[] = [];
    page.on('request', (request) => {
      if (!request.url().endsWith('/favicon.svg'))
        sent.push(`${request.method()} ${request.url()}`);
    });
    const form = page.locator('form').first();
    const fault = page.getByText('Preview: nothing was sent.');
    await form.getByRole('button').last().click();
    // The browser's own checks run as ever.
    await expect(fault).toBeHidden();
    for (const field of await form.locator('input:visible[required]').all()) {
      const type = await field.getAttribute('type');
      if (type === 'checkbox') await field.check();
      else await field.fill(type === 'email' ? 'ada@example.com' : '+49 30 1234567');
    }
    for (const field of await form.locator('select:visible[required]').all()) {
      await field.selectOption({ index: 1 });
    }
    await form.getByRole('button').last().click();
    await expect(fault).toBeVisible();
    await expect(form).toBeHidden();
    expect(sent).toEqual([]);
    await page.close();
  });
}
