import { expect, type Page } from '@playwright/test';
import { test } from '#test/support/browser-test.ts';

const SIZES = [
  { width: 360, height: 740 },
  { width: 1280, height: 800 },
];

for (const path of ['/', '/crm/', '/offer/', '/privacy/']) {
  for (const viewport of SIZES) {
    for (const colorScheme of ['light', 'dark'] as const) {
      test(`${path} fits ${viewport.width} px in ${colorScheme} and breaks no policy`, async ({
        browser,
        site,
      }) => {
        const context = await browser.newContext({ viewport, colorScheme });
        const page = await context.newPage();
        const faults = faultsOf(page);
        const foreign: string[] = [];
        page.on('request', (request) => {
          if (new URL(request.url()).origin !== site.origin) foreign.push(request.url());
        });
        await page.goto(site.origin + path);
        const width = await page.evaluate(() => document.documentElement.scrollWidth);
        expect(width).toBe(viewport.width);
        await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
        expect(faults).toEqual([]);
        expect(foreign).toEqual([]);
        await context.close();
      });
    }
  }
}

test('the Worker takes what the tracker sends', async ({ page }) => {
  const answers: { accepted: number; rejected: unknown[] }[] = [];
  await page.route('**/_tl/events', async (route) => {
    const response = await route.fetch();
    answers.push(await response.json());
    await route.fulfill({ response });
  });
  await page.goto('/offer/?utm_source=news&gclid=AbC');
  const accepted = () => answers.reduce((sum, answer) => sum + answer.accepted, 0);
  await expect.poll(accepted, { message: 'exposure, rendered, interactive' }).toBe(3);
  expect(answers.flatMap(({ rejected }) => rejected)).toEqual([]);
});

test('a keyboard reaches the content, the button and the form', async ({ page }) => {
  await page.goto('/crm/');
  await page.keyboard.press('Tab');
  await expect(page.getByRole('link', { name: 'Skip to content' })).toBeFocused();
  await expect(page.getByRole('link', { name: 'Skip to content' })).toBeInViewport();
  await page.keyboard.press('Enter');
  await page.keyboard.press('Tab');
  await expect(
    page.getByRole('main').getByRole('link', { name: 'Book a demo' }).first(),
  ).toBeFocused();
  await page.keyboard.press('Enter');
  await page.keyboard.press('Tab');
  await expect(page.getByLabel('Your name')).toBeFocused();
  await expect(page.getByLabel('Your name')).toBeInViewport();
});

test('a question opens without script', async ({ browser, site }) => {
  const context = await browser.newContext({ javaScriptEnabled: false });
  const page = await context.newPage();
  await page.goto(`${site.origin}/offer/`);
  const answer = page.getByText('After 30 days the board becomes read-only.');
  await expect(answer).toBeHidden();
  await page.getByText('Does it turn into a subscription?').click();
  await expect(answer).toBeVisible();
  await context.close();
});

test('a trial is ordered without script, after a fault was pointed out', async ({
  browser,
  site,
}) => {
  const context = await browser.newContext({ javaScriptEnabled: false });
  const page = await context.newPage();
  await page.goto(`${site.origin}/offer/`);
  await page.getByLabel('Your name').fill('Ada "Byte" & Sons');
  await page.getByLabel('Work email').fill('ada@company');
  await page.getByLabel('Company').fill('Ada & Sons');
  await page.getByLabel('Crews in the trial').selectOption('4');
  await page.getByLabel('I order the 30-day trial').check();
  await page.getByRole('button', { name: 'Start the trial for €49' }).click();

  const email = page.getByLabel('Work email');
  await expect(email).toHaveAttribute('aria-invalid', 'true');
  await expect(email).toHaveAccessibleDescription(/email address like/);
  await expect(page.getByRole('alert')).toBeVisible();
  await expect(page.getByLabel('Your name')).toHaveValue('Ada "Byte" & Sons');
  await expect(page.getByLabel('Crews in the trial')).toHaveValue('4');
  await expect(page.getByLabel('I order the 30-day trial')).toBeChecked();

  await email.fill('ada@company.example');
  await page.getByRole('button', { name: 'Start the trial for €49' }).click();
  await expect(page).toHaveURL(/\/offer\/thanks\/\?tl_result=/);
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Your board is being set up');
  await context.close();
});

for (const path of ['/nowhere/', '/_v/crm-form.short/crm/', '/%5Fv/crm-form.short/crm/']) {
  test(`${path} is a friendly 404 that leads on`, async ({ page }) => {
    const response = await page.goto(path);
    expect(response?.status()).toBe(404);
    await expect(page.getByRole('heading', { level: 1 })).toHaveText('There is no page here');
    await page.getByRole('link', { name: /30 days on Halden/ }).click();
    await expect(page).toHaveURL(/\/offer\/$/);
  });
}

/** Errors of the page and everything its console says, policy violations among it. */
function faultsOf(page: Page): readonly string[] {
  const faults: string[] = [];
  page.on('pageerror', (error) => faults.push(error.message));
  page.on('console', (message) => faults.push(message.text()));
  return faults;
}
