import { expect, type Page } from '@playwright/test';
import { catalog } from '#generated/catalog.ts';
import { test } from '#test/support/browser-test.ts';
import { axeFaults } from './axe.ts';
import { fillForm } from './fill-form.ts';
import { printedLinks } from './preview-links.ts';

test.describe.configure({ timeout: 120_000 });

for (const { path } of catalog.landings) {
  test(`axe finds nothing on ${path} in any variant, the preview bar included`, async ({
    page,
    site,
  }) => {
    expect(await faultsAt(page, path)).toEqual([]);
    for (const { landing, name, link } of printedLinks(site.origin)) {
      if (landing === path) expect(await faultsAt(page, link), name).toEqual([]);
    }
  });
}

for (const { landing } of catalog.forms.filter((form, index, all) => {
  return all.findIndex((other) => other.landing === form.landing) === index;
})) {
  test(`axe finds nothing on the faulty form of ${landing} and on its thanks page`, async ({
    page,
  }) => {
    await page.goto(landing);
    const form = page.locator('form[action^="/_tl/forms/"]').first();
    // As from a browser that checks nothing by itself.
    await form.evaluate((element: HTMLFormElement) => element.submit());
    await expect(page.getByRole('alert')).toBeVisible();
    expect(await axeFaults(page)).toEqual([]);
    await page.goto(landing);
    await fillForm(form);
    await form.evaluate((element: HTMLFormElement) => element.submit());
    await expect(page).toHaveURL(/tl_result=/);
    expect(await axeFaults(page)).toEqual([]);
  });
}

for (const path of ['/', '/privacy/', '/nowhere/']) {
  test(`axe finds nothing on ${path}`, async ({ page }) => {
    expect(await faultsAt(page, path)).toEqual([]);
  });
}

async function faultsAt(page: Page, address: string): Promise<readonly string[]> {
  await page.goto(address);
  return axeFaults(page);
}
