import { expect, type Page } from '@playwright/test';
import { test } from '#test/support/browser-test.ts';

/** What the browser blocked or failed at. */
function faultsOf(page: Page): string[] {
  const faults: string[] = [];
  page.on('console', (message) => {
    if (message.type() === 'error' && !message.text().includes('422')) faults.push(message.text());
  });
  page.on('pageerror', (error) => faults.push(String(error)));
  return faults;
}

test('a form on a German page answers in German and leads to German thanks', async ({ page }) => {
  const faults = faultsOf(page);
  await page.goto('/de/crm/');
  await expect(page.locator('html')).toHaveAttribute('lang', 'de');
  const form = page.locator('form');
  await form.evaluate((element: HTMLFormElement) => {
    element.noValidate = true;
  });
  await form.getByLabel('Geschäftliche E-Mail-Adresse').fill('ada@firma');
  await form.getByRole('button', { name: 'Termin anfragen' }).click();
  await expect(page.getByRole('alert')).toHaveText('Bitte prüfen Sie die markierten Felder.');
  await expect(
    form.getByText('Bitte geben Sie eine E-Mail-Adresse an, zum Beispiel'),
  ).toBeVisible();
  await expect(form.getByText('Bitte wählen Sie etwas aus.')).toHaveCount(2);
  await form.getByLabel('Ihr Name').fill('Ada Lang');
  await form.getByLabel('Geschäftliche E-Mail-Adresse').fill('ada@firma.example');
  await form.getByLabel('Telefon').fill('+49 30 5550 1420');
  await form.getByLabel('Firma').fill('Lang Aufzüge');
  await form.getByLabel('Ihr Gewerk').selectOption({ index: 1 });
  await form.getByLabel('Anzahl der Trupps').selectOption({ index: 1 });
  await form.getByRole('button', { name: 'Termin anfragen' }).click();
  await expect(page).toHaveURL(/\/de\/crm\/danke\/\?tl_result=/);
  await expect(page.locator('html')).toHaveAttribute('lang', 'de');
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Ihre Anfrage ist bei uns');
  await expect(page.getByRole('link', { name: 'Datenschutz', exact: true })).toHaveAttribute(
    'href',
    '/de/datenschutz/',
  );
  expect(faults).toEqual([]);
});

test('what a page names in its head is there: icons, picture, versions', async ({ page, site }) => {
  const faults = faultsOf(page);
  await page.goto('/de/crm/');
  const named = await page.evaluate(() =>
    [
      ...document.head.querySelectorAll<HTMLElement>('link[rel*=icon], meta[property="og:image"]'),
    ].map((one) => one.getAttribute('href') ?? new URL(one.getAttribute('content') ?? '').pathname),
  );
  expect(named).toHaveLength(4);
  for (const path of named) {
    const answer = await page.request.get(site.origin + path);
    expect([path, answer.status()]).toEqual([path, 200]);
    expect(answer.headers()['content-type']).toMatch(/^image\//);
  }
  const versions = await page.evaluate(() =>
    [...document.head.querySelectorAll<HTMLLinkElement>('link[rel=alternate]')].map(
      ({ hreflang, href }) => `${hreflang} ${new URL(href).pathname}`,
    ),
  );
  expect(versions).toEqual(['en /crm/', 'de /de/crm/', 'x-default /crm/']);
  await page.goto('/crm/');
  await expect(page.locator('link[hreflang=de]')).toHaveCount(1);
  expect(faults).toEqual([]);
});

test('robots and sitemap are served; what may not be listed says so in a header', async ({
  request,
}) => {
  const robots = await request.get('/robots.txt');
  expect(robots.headers()['content-type']).toMatch(/^text\/plain/);
  expect(await robots.text()).toContain('User-agent: AdsBot-Google\n');
  const sitemap = await request.get('/sitemap.xml');
  expect(sitemap.headers()['content-type']).toMatch(/xml/);
  const listed = [...(await sitemap.text()).matchAll(/<loc>[^<]*?(\/[^/<]*\/?)<\/loc>/g)];
  expect(listed.length).toBeGreaterThan(0);
  expect(await sitemap.text()).not.toMatch(/_v|thanks|danke|report/);
  const header = async (path: string) => (await request.get(path)).headers()['x-robots-tag'];
  expect([await header('/crm/'), await header('/cold-week/'), await header('/none/')]).toEqual([
    undefined,
    'noindex',
    'noindex',
  ]);
});
