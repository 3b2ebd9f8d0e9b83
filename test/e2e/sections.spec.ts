import { type Browser, expect, type Page } from '@playwright/test';
import { test } from './sections-site.ts';

for (const width of [360, 1280]) {
  for (const colorScheme of ['light', 'dark'] as const) {
    for (const path of ['/gallery/', '/gallery/after/']) {
      test(`all sections of ${path} fit ${width} px in ${colorScheme}, break no policy and never jump`, async ({
        browser,
        sections,
      }) => {
        const context = await browser.newContext({ viewport: { width, height: 800 }, colorScheme });
        const page = await context.newPage();
        const faults: string[] = [];
        page.on('pageerror', ({ message }) => faults.push(message));
        page.on('console', (message) => faults.push(message.text()));
        page.on('request', (request) => {
          if (!request.url().startsWith(sections.origin)) faults.push(request.url());
        });
        await page.goto(`${sections.origin}${path}`);
        await scrollThrough(page);
        expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(width);
        expect(await page.evaluate(shift)).toBe(0);
        expect(faults).toEqual([]);
        await context.close();
      });
    }
  }
}

test('a countdown says what is left, and after its end that it has ended', async ({ page }) => {
  await page.goto('/gallery/');
  const running = page.locator('#countdown-running');
  await expect(running.getByRole('timer')).toHaveText(/^10 days 7 hours \d+ minutes$/);
  await expect(running.locator('.end')).toHaveText(/^Until \d/, { useInnerText: true });
  const over = page.locator('#countdown-over');
  await expect(over.locator('.end')).toHaveText('Ended 18 December 2024 at 18:00 GMT+1', {
    useInnerText: true,
  });
  await expect(over.getByText('From then on the set-up costs €190')).toBeVisible();
  await expect(over.getByRole('link')).toBeHidden();
});

test('without a script the page says when an offer ends and what holds then', async ({
  browser,
  sections,
}) => {
  const page = await scriptless(browser, sections.origin);
  const section = page.locator('#countdown-over');
  await expect(section.getByText('18 December 2024')).toBeVisible();
  await expect(section.getByText('From then on the set-up costs €190')).toBeVisible();
  await page.context().close();
});

test('prices switch without a script', async ({ browser, sections }) => {
  const page = await scriptless(browser, sections.origin);
  const pricing = page.locator('#pricing-switch');
  await expect(pricing.getByText('€29')).toBeVisible();
  await expect(pricing.getByText('€319')).toBeHidden();
  await pricing.getByLabel('Yearly').check();
  await expect(pricing.getByText('€319')).toBeVisible();
  await expect(pricing.getByText('€29')).toBeHidden();
  await page.context().close();
});

test('a form in steps is one page without a script', async ({ browser, sections }) => {
  const page = await scriptless(browser, sections.origin);
  const form = page.locator('#stepped-form form');
  for (const label of ['Your name', 'Crews', 'I order the trial']) {
    await expect(form.getByLabel(label)).toBeVisible();
  }
  await expect(form.getByRole('button')).toHaveText(['Request a demo']);
  await page.context().close();
});

test('a form in steps goes on only from a valid step, and back', async ({ page }) => {
  await page.goto('/gallery/');
  await dismissDialog(page);
  const form = page.locator('#stepped-form form');
  const next = form.getByRole('button', { name: 'Next' });
  await next.click();
  await expect(form.getByLabel('Your name')).toBeFocused();
  await form.getByLabel('Your name').fill('Ada');
  await form.getByLabel('Work email').fill('ada@company.example');
  await form.getByLabel('Work email').press('Enter');
  await expect(form.getByText('2/3')).toBeVisible();
  await expect(form.getByLabel('Your name')).toBeHidden();
  await form.getByLabel('Crews').selectOption('1 to 9');
  await next.click();
  await expect(next).toBeHidden();
  await expect(form.getByRole('button', { name: 'Request a demo' })).toBeVisible();
  await form.getByRole('button', { name: 'Back' }).click();
  await expect(form.getByLabel('Crews')).toHaveValue('1 to 9');
});

test('a film is asked for when it is started, and not before', async ({ page }) => {
  const films: string[] = [];
  page.on('request', (request) => {
    if (request.url().endsWith('.webm')) films.push(request.url());
  });
  await page.goto('/gallery/');
  await dismissDialog(page);
  expect(films).toEqual([]);
  await page.locator('#video .film summary').click();
  await expect.poll(() => films.length).toBeGreaterThan(0);
  await expect(page.locator('#video video')).toBeFocused();
});

test('a dialog opens on the way down, and once per session where storage is allowed', async ({
  page,
}) => {
  const dialog = page.getByRole('dialog', { name: 'Take the checklist along' });
  for (const [mode, again] of [
    ['strict', true],
    ['cookie', false],
  ] as const) {
    await page.goto(`/gallery/?mode=${mode}`);
    await expect(dialog).toBeHidden();
    await scrollThrough(page);
    await expect(dialog).toBeVisible();
    await page.keyboard.press('Escape');
    await expect(dialog).toBeHidden();
    const kept = await page.evaluate(() => sessionStorage.length);
    expect(kept).toBe(again ? 0 : 1);
    await page.reload();
    await scrollThrough(page);
    await expect(dialog).toBeVisible({ visible: again });
  }
});

test('the bar at the lower edge covers nothing at its own place', async ({ page }) => {
  await page.goto('/gallery/');
  const bar = page.locator('#sticky');
  await expect(bar).toBeInViewport({ ratio: 1 });
  await dismissDialog(page);
  const box = await bar.boundingBox();
  const { bottom } = await page.evaluate(() => ({ bottom: innerHeight }));
  expect((box?.y ?? bottom) + (box?.height ?? 0)).toBeLessThan(bottom - 50);
});

async function scriptless(browser: Browser, origin: string) {
  const context = await browser.newContext({ javaScriptEnabled: false });
  const page = await context.newPage();
  await page.goto(`${origin}/gallery/`);
  return page;
}

async function scrollThrough(page: Page): Promise<void> {
  await page.evaluate(async () => {
    for (let y = 0; y < document.documentElement.scrollHeight; y += 500) {
      scrollTo({ top: y, behavior: 'instant' });
      await new Promise((resolve) => requestAnimationFrame(resolve));
    }
  });
}

async function dismissDialog(page: Page): Promise<void> {
  await scrollThrough(page);
  await expect(page.getByRole('dialog')).toBeVisible();
  await page.keyboard.press('Escape');
}

/** Sum of the layout shifts since the page began. */
function shift(): Promise<number> {
  return new Promise((resolve) => {
    // The paint entry is always there, so the observer always answers; shifts come with it.
    const observer = new PerformanceObserver((list) => {
      const shifts = list.getEntriesByType('layout-shift') as unknown as readonly {
        readonly value: number;
      }[];
      const sum = shifts.reduce((total, { value }) => total + value, 0);
      if (sum > 0 || list.getEntriesByType('paint').length > 0) resolve(sum);
    });
    observer.observe({ type: 'layout-shift', buffered: true });
    observer.observe({ type: 'paint', buffered: true });
  });
}
