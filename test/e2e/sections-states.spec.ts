import { expect } from '@playwright/test';
import { axeFaults } from './axe.ts';
import { test } from './sections-site.ts';

for (const path of ['/gallery/', '/gallery/after/']) {
  test(`axe finds nothing on ${path}`, async ({ page }) => {
    await page.goto(path);
    expect(await axeFaults(page)).toEqual([]);
  });
}

test('what the server gave back, opened or reached shows as it would', async ({ page }) => {
  await page.goto('/gallery/after/');
  await expect(page.getByRole('dialog', { name: 'Take the list along' })).toBeVisible();
  await expect(page.locator('#stepped-form-second').getByText('2/3')).toBeVisible();
  const last = page.locator('#stepped-form-last');
  await expect(last.getByLabel('Halden may call me')).toBeVisible();
  await expect(last.getByRole('button', { name: 'Request a demo' })).toBeVisible();
  const faulty = page.locator('#faulty-form').getByLabel('Work email');
  await expect(faulty).toHaveAccessibleDescription(/email address like/);
  await expect(page.locator('#unsaved-form').getByRole('alert')).toBeVisible();
  await expect(page.locator('#video-open video')).toBeVisible();
  await expect(page.getByRole('heading', { name: 'Your request is with us' })).toBeVisible();
});

test('the mouse that leaves upwards opens a dialog once, where the file says so', async ({
  page,
}) => {
  await page.goto('/gallery/');
  const dialog = page.getByRole('dialog', { name: 'Take the checklist along' });
  await page.mouse.move(300, 200);
  await leave(page, { clientY: 400 });
  await expect(dialog).toBeHidden();
  await leave(page, { clientY: 0 });
  await expect(dialog).toBeVisible();
  await expect(dialog.getByRole('link', { name: 'Show it' })).toBeFocused();
  await page.keyboard.press('Escape');
  await expect(dialog).toBeHidden();
  await leave(page, { clientY: 0 });
  await expect(dialog).toBeHidden();
});

test('a form that is being filled in is not covered', async ({ page }) => {
  await page.goto('/gallery/');
  await page.locator('#lead-form').getByLabel('Your name').focus();
  await leave(page, { clientY: 0 });
  await expect(page.getByRole('dialog')).toBeHidden();
});

test('on a touch screen nothing opens when a pointer leaves', async ({ browser, sections }) => {
  const page = await browser.newPage({ hasTouch: true, isMobile: true });
  await page.goto(`${sections.origin}/gallery/`);
  await leave(page, { clientY: 0 });
  await expect(page.getByRole('dialog')).toBeHidden();
  await page.close();
});

/** The pointer leaves the window; no browser test can move it there for real. */
async function leave(
  page: { readonly evaluate: (work: (y: number) => void, y: number) => Promise<void> },
  { clientY }: { readonly clientY: number },
): Promise<void> {
  await page.evaluate((y) => {
    document.documentElement.dispatchEvent(
      new MouseEvent('mouseout', { bubbles: true, clientX: 300, clientY: y, relatedTarget: null }),
    );
  }, clientY);
}
