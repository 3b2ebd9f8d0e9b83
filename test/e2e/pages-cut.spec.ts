import { type BrowserContext, expect, type Page } from '@playwright/test';
import { test as base } from '#test/support/browser-test.ts';
import { type CuttingProxy, startCuttingProxy } from './cutting-proxy.ts';
import { fillForm } from './fill-form.ts';
import { mainButton, outboxOf } from './pages-tracker-test.ts';

const test = base.extend<{ wire: CuttingProxy; formWire: CuttingProxy }>({
  wire: async ({ site }, use) => {
    const wire = await startCuttingProxy(site.origin, 'POST /_tl/events');
    await use(wire);
    await wire.close();
  },
  formWire: async ({ site }, use) => {
    const wire = await startCuttingProxy(site.origin, 'POST /_tl/forms/');
    await use(wire);
    await wire.close();
  },
});

type Rows = Readonly<Record<string, readonly Readonly<Record<string, unknown>>[]>>;

/** Every row that the server has of the visitor, as it gives them to the visitor. */
async function rowsOf(context: BrowserContext, origin: string): Promise<Rows> {
  const answer = await context.request.get(`${origin}/_tl/privacy/export`);
  return ((await answer.json()) as { tables?: Rows }).tables ?? {};
}

function metricsIn(rows: Rows): readonly string[] {
  return (rows.conversions ?? []).map((row) => String(row.metric_id)).sort();
}

async function sentAll(page: Page): Promise<void> {
  await expect.poll(() => outboxOf(page), { timeout: 20_000 }).toBe('[]');
}

test('connections cut before and after the write cost no event and double none', async ({
  page,
  context,
  wire,
}) => {
  const cuts = ['after', 'before'] as const;
  wire.cuts.push(...cuts);
  await page.goto(`${wire.origin}/crm/?utm_source=cut`);
  await expect.poll(() => wire.cuts).toEqual([]);
  await sentAll(page);
  wire.cuts.push(...cuts);
  await mainButton(page).click();
  await expect.poll(() => wire.cuts).toEqual([]);
  await sentAll(page);
  const rows = await rowsOf(context, wire.origin);
  expect(rows.touchpoints?.map(({ query }) => query)).toEqual(['utm_source=cut']);
  const experiments = rows.exposures?.map((row) => row.experiment_id) ?? [];
  expect(experiments.length).toBeGreaterThan(0);
  expect(new Set(experiments).size).toBe(experiments.length);
  expect(metricsIn(rows)).toEqual(['cta-click']);
  expect(rows.signals?.map(({ stage }) => stage).sort()).toEqual(['interactive', 'rendered']);
  expect(wire.seen.length).toBeGreaterThanOrEqual(2 * cuts.length + 2);
});

test('two tabs of one visitor on a bad line send each of their events once', async ({
  context,
  wire,
}) => {
  wire.cuts.push('after', 'before');
  const first = await context.newPage();
  await first.goto(`${wire.origin}/crm/`);
  const second = await context.newPage();
  await second.goto(`${wire.origin}/crm/`);
  for (let clicks = 0; clicks < 4; clicks += 1) {
    await Promise.all([first, second].map((page) => mainButton(page).click()));
  }
  await expect.poll(() => wire.cuts).toEqual([]);
  await sentAll(first);
  await sentAll(second);
  const rows = await rowsOf(context, wire.origin);
  expect(rows.touchpoints).toHaveLength(2);
  const experiments = rows.exposures?.map((row) => row.experiment_id) ?? [];
  expect(new Set(experiments).size).toBe(experiments.length);
  expect(metricsIn(rows)).toEqual(Array.from({ length: 8 }, () => 'cta-click'));
  expect(rows.signals).toHaveLength(4);
});

for (const cut of ['before', 'after'] as const) {
  test(`a form whose connection breaks ${cut} the write is one lead when it is sent again`, async ({
    page,
    context,
    formWire,
  }) => {
    await page.goto(`${formWire.origin}/crm/`);
    const opened = Date.now();
    const form = page.locator('form[action^="/_tl/forms/"]');
    await fillForm(form);
    // The same address twice is the same person twice.
    await form.getByLabel('Work email').fill(`${cut}@company.example`);
    // Who sends sooner is taken for a program.
    await expect.poll(() => Date.now() - opened).toBeGreaterThan(2_100);
    // The browser itself tries again over every connection that it had open.
    formWire.cuts.push(...Array.from({ length: 20 }, () => cut));
    await form.locator('button[type=submit]').click();
    await expect.poll(() => page.url()).toContain('chrome-error:');
    expect(formWire.seen).not.toEqual([]);
    formWire.cuts.splice(0);
    await page.reload();
    await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
    const rows = await rowsOf(context, formWire.origin);
    expect(rows.leads).toHaveLength(1);
    expect(metricsIn(rows).filter((metric) => metric === 'demo-request')).toHaveLength(1);
  });
}

test('who presses the button of a form twice is one lead', async ({ page, context, site }) => {
  await page.goto('/crm/');
  const form = page.locator('form[action^="/_tl/forms/"]');
  await fillForm(form);
  await form.locator('button[type=submit]').dblclick();
  await page.waitForURL('**/crm/thanks/**');
  expect((await rowsOf(context, site.origin)).leads).toHaveLength(1);
});
