import { expect, type Page } from '@playwright/test';
import { experimentReportSchema } from '#experiments/contract/report.ts';
import { catalog } from '#generated/catalog.ts';
import { test } from '../support/browser-test.ts';

const running = catalog.experiments.filter(({ status }) => status === 'running');
const draft = catalog.experiments.find(({ status }) => status === 'draft');

// A headless browser says so in its user agent and its hints, and would be counted as a bot.
test.use({
  userAgent:
    'Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0.0.0 Safari/537.36',
  extraHTTPHeaders: { 'Sec-CH-UA': '"Chromium";v="140", "Google Chrome";v="140"' },
});

/** Everything that the browser refused or missed on a page. */
function complaintsOf(page: Page): string[] {
  const complaints: string[] = [];
  page.on('console', (message) => {
    if (['error', 'warning'].includes(message.type())) complaints.push(message.text());
  });
  page.on('pageerror', (error) => complaints.push(error.message));
  page.on('requestfailed', (request) => complaints.push(request.url()));
  return complaints;
}

test('without the key the report is closed; with it the address loses the key', async ({
  page,
  site,
}) => {
  expect((await page.goto('/report/'))?.status()).toBe(401);
  await expect(page.getByRole('heading')).toHaveText('Report closed');
  await page.goto(`/report/?key=${site.reportKey}`);
  expect(page.url()).toBe(`${site.origin}/report/`);
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('All experiments');
  for (const { title } of catalog.experiments) {
    await expect(page.getByRole('link', { name: title })).toBeVisible();
  }
});

test('a visit shows in the report, which is drawn without inline code, a violation or an overflow', async ({
  context,
  page,
  site,
}) => {
  const counted = async () => {
    const file = `/report/api/experiments/${running[0]?.id}.json`;
    const headers = { Authorization: `Bearer ${site.reportKey}` };
    const answer = await page.request.get(file, { headers });
    return experimentReportSchema.parse(await answer.json());
  };
  const before = await counted();
  const visitor = await context.newPage();
  const recorded = visitor.waitForResponse(
    (response) => response.url().endsWith('/_tl/events') && response.status() === 202,
  );
  await visitor.goto(running[0]?.landings[0] ?? '/');
  await recorded;
  const complaints = complaintsOf(page);
  await page.goto(`/report/?key=${site.reportKey}`);
  await page.getByRole('link', { name: running[0]?.title ?? '' }).click();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText(running[0]?.title ?? '');
  for (const width of [360, 768, 1280]) {
    await page.setViewportSize({ width, height: 800 });
    const overflow = await page.evaluate(
      () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
    );
    expect(overflow).toBe(0);
  }
  const text = await page.locator('main').innerText();
  expect(text).not.toMatch(/NaN|undefined|Infinity|null|\[object/);
  expect(
    await page.locator('script:not([type="module"][src^="/_astro/"]), style, [style]').count(),
  ).toBe(0);
  const border = await page
    .locator('.state')
    .evaluate((state) => getComputedStyle(state).borderLeftStyle);
  expect(border).toBe('solid');
  const report = await counted();
  expect(visitorsOf(report)).toBe(visitorsOf(before) + 1);
  expect(report.state.code).toBe('first-look');
  expect(report.look).toBeNull();
  await expect(page.locator('.state-look')).toContainText('First look at the end of');
  await expect(page.locator('.state-sentence')).toHaveText(report.state.sentence);
  expect(complaints).toEqual([]);
});

test('a day that is over has one look, which reading and later visits do not change', async ({
  context,
  page,
  site,
}) => {
  const experiment = running.find(({ landings }) => landings.includes('/offer/'));
  if (!experiment) throw new Error('no running experiment on /offer/');
  const read = async () => {
    const answer = await page.request.get(`/report/api/experiments/${experiment.id}.json`);
    return experimentReportSchema.parse(await answer.json());
  };
  const visitor = await context.newPage();
  // The page's own exposure would be of today; this one was made yesterday and comes late.
  await visitor.route('**/_tl/events', (route) => route.abort());
  await visitor.goto('/offer/');
  const view = (await visitor.locator('meta[name="tl"]').getAttribute('content'))?.trim() ?? '';
  const { n: id } = JSON.parse(Buffer.from(view.split('.')[2] ?? '', 'base64url').toString());
  const arrival = { query: '', referrer: '' };
  const events = [{ id, type: 'exposure', at: Date.now() - 26 * 3_600_000, arrival }];
  const recordedLate = await visitor.request.post('/_tl/events', {
    data: { v: 1, view, events },
    headers: { Origin: site.origin },
  });
  expect(recordedLate.status()).toBe(202);
  await visitor.close();
  await page.goto(`/report/?key=${site.reportKey}`);
  await page.goto(`/report/${experiment.id}/`);
  const first = await read();
  const { look, state, nextLook } = first;
  expect(look?.strata.flatMap(({ visitors }) => visitors)).toHaveLength(2);
  expect(state.code).toBe('undecided');
  await expect(page.locator('.state-sentence')).toHaveText(state.sentence);
  await expect(page.locator('.state-look')).toContainText('Look of');
  await expect(page.locator('.state-look')).toContainText('Next look at the end of');
  await expect(page.getByRole('heading', { name: 'What the last look saw' })).toBeVisible();
  await expect(page.getByRole('heading', { name: 'The counts as of now' })).toBeVisible();
  expect(nextLook && nextLook.at > Date.now()).toBe(true);
  await context.clearCookies({ name: 'tl-dev' });
  const another = await context.newPage();
  const recorded = another.waitForResponse(
    (response) => response.url().endsWith('/_tl/events') && response.status() === 202,
  );
  await another.goto('/offer/');
  await recorded;
  await page.reload();
  const later = await read();
  expect(later.look).toEqual(look);
  expect(later.state).toEqual(state);
  const visitorsIn = ({ variants }: typeof first) =>
    variants.reduce((sum, { visitors }) => sum + visitors, 0);
  expect(visitorsIn(later)).toBe(visitorsIn(first) + 1);
});

test('every experiment has a page, and an unknown one a friendly 404', async ({ page, site }) => {
  await page.goto(`/report/?key=${site.reportKey}`);
  for (const { id, title } of catalog.experiments) {
    expect((await page.goto(`/report/${id}/`))?.status()).toBe(200);
    await expect(page.getByRole('heading', { level: 1 })).toHaveText(title);
  }
  if (draft) {
    await page.goto(`/report/${draft.id}/`);
    await expect(page.getByRole('heading', { name: 'What it would compare' })).toBeVisible();
  }
  expect((await page.goto('/report/nobody/'))?.status()).toBe(404);
  await page.getByRole('main').getByRole('link', { name: 'All experiments' }).click();
  expect(page.url()).toBe(`${site.origin}/report/`);
});

test('the keyboard reaches the report past its header, and every table names its columns', async ({
  page,
  site,
}) => {
  await page.goto(`/report/?key=${site.reportKey}`);
  await page.goto(`/report/${running[0]?.id}/`);
  await page.keyboard.press('Tab');
  await expect(page.getByRole('link', { name: 'Skip to the report' })).toBeFocused();
  await page.keyboard.press('Enter');
  await expect(page.locator('main')).toBeFocused();
  await page.setViewportSize({ width: 360, height: 800 });
  for (const table of await page.getByRole('table').all()) {
    expect(await table.getByRole('columnheader').count()).toBeGreaterThan(1);
    expect(await table.getByRole('rowheader').count()).toBeGreaterThan(0);
  }
});

function visitorsOf({ variants }: ReturnType<typeof experimentReportSchema.parse>): number {
  return variants.reduce((sum, { visitors }) => sum + visitors, 0);
}
