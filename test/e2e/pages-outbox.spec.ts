import { type BrowserContext, expect } from '@playwright/test';
import { type Recorder, stored } from './pages-recorder.ts';
import { arrived, mainButton, outboxOf, test } from './pages-tracker-test.ts';

test('what happens offline is sent once when the network is back', async ({
  page,
  context,
  recorder,
}) => {
  await page.goto(`${recorder.origin}/crm/`);
  await arrived(recorder, 'interactive', 1);
  await context.setOffline(true);
  await mainButton(page).click();
  await expect.poll(() => outboxOf(page)).toContain('cta-click');
  expect(stored(recorder)).toHaveLength(3);
  await context.setOffline(false);
  await arrived(recorder, 'cta-click', 1);
  await expect.poll(() => outboxOf(page)).toBe('[]');
});

for (const status of [503, 500, 429]) {
  test(`tries again after ${status}, with the same ids`, async ({ page, recorder }) => {
    let refusals = 2;
    recorder.answer = () => (refusals-- > 0 ? status : 202);
    await page.goto(`${recorder.origin}/crm/`);
    await arrived(recorder, 'interactive', 1);
    expect(recorder.received.filter((request) => request.status === status)).toHaveLength(2);
    expect(stored(recorder)).toHaveLength(3);
    expect(stored(recorder)[0]?.id).toBe(recorder.nonces[0]);
  });
}

test('drops what the server will never take', async ({ page, recorder }) => {
  recorder.answer = () => 400;
  await page.goto(`${recorder.origin}/crm/`);
  await expect.poll(() => recorder.received.length).toBeGreaterThan(0);
  await expect.poll(() => outboxOf(page)).toBe('[]');
});

test('what a closed page could not send goes with the next page, under its own view', async ({
  context,
  recorder,
}) => {
  recorder.answer = () => 503;
  const first = await context.newPage();
  await first.goto(`${recorder.origin}/crm/`);
  await expect.poll(() => recorder.received.length).toBeGreaterThan(0);
  await first.close();
  recorder.answer = () => 202;
  await visitAgain(context, recorder);
  await arrived(recorder, 'exposure', 2);
  await arrived(recorder, 'interactive', 2);
  const accepted = recorder.received.filter(({ status }) => status === 202);
  for (const { view, events } of accepted) {
    const exposure = events.find(({ type }) => type === 'exposure');
    if (exposure) expect(exposure.id).toBe(view.n);
  }
  expect(new Set(accepted.map(({ view }) => view.n))).toEqual(new Set(recorder.nonces));
});

test('forgets what is older than seven days and keeps the first fifty', async ({
  page,
  context,
  recorder,
}) => {
  await page.goto(`${recorder.origin}/door/`);
  await page.evaluate(() => {
    const event = (id: string, at: number) => [
      '1.k1.e30.m',
      { id, type: 'conversion', metric: 'm', at },
    ];
    const old = event('old', Date.now() - 8 * 86_400_000);
    const recent = Array.from({ length: 49 }, (_, index) => event(`kept-${index}`, Date.now()));
    localStorage.setItem('tl', JSON.stringify([old, ...recent]));
  });
  recorder.answer = () => 503;
  await visitAgain(context, recorder);
  await expect.poll(() => recorder.received.length).toBeGreaterThan(0);
  const kept = JSON.parse(await outboxOf(page)) as readonly (readonly [string, { id: string }])[];
  expect(kept).toHaveLength(50);
  expect(kept[0]?.[1].id).toBe('kept-0');
  expect(kept.at(-1)?.[1].id).toBe(recorder.nonces.at(-1));
});

test('sends more than the browser lets out at once, bit by bit', async ({
  page,
  context,
  recorder,
}) => {
  // Keepalive requests under way share 64 KiB, https://fetch.spec.whatwg.org/#concept-http-network-or-cache-fetch
  const views = 20;
  await page.goto(`${recorder.origin}/door/`);
  await page.evaluate((count) => {
    const arrival = { query: `utm_term=${'x'.repeat(8_183)}`, referrer: '' };
    const waiting = Array.from({ length: count }, (_, index) => [
      `1.k1.${btoa(JSON.stringify({ n: `v${index}` }))}.m`,
      { id: `long-${index}`, type: 'exposure', at: Date.now(), arrival },
    ]);
    localStorage.setItem('tl', JSON.stringify(waiting));
  }, views);
  await visitAgain(context, recorder);
  await arrived(recorder, 'exposure', views + 1);
  await arrived(recorder, 'interactive', 1);
  await expect.poll(() => outboxOf(page)).toBe('[]');
});

for (const [what, spoil] of [
  [
    'refused',
    () =>
      Object.defineProperty(window, 'localStorage', {
        get: () => {
          throw new Error('denied');
        },
      }),
  ],
  [
    'full',
    () => {
      Storage.prototype.setItem = () => {
        throw new Error('full');
      };
    },
  ],
  ['used for something else', () => localStorage.setItem('tl', '{"not":"ours"}')],
] as const) {
  test(`counts where storage is ${what}`, async ({ page, recorder }) => {
    const errors: string[] = [];
    page.on('pageerror', (error) => errors.push(error.message));
    await page.addInitScript(spoil);
    await page.goto(`${recorder.origin}/crm/`);
    await mainButton(page).click();
    await arrived(recorder, 'interactive', 1);
    await arrived(recorder, 'cta-click', 1);
    await arrived(recorder, 'exposure', 1);
    expect(errors).toEqual([]);
  });
}

test('keeps nothing in the browser in strict mode, and counts', async ({ page, recorder }) => {
  recorder.mode = 'strict';
  recorder.answer = () => 503;
  await page.goto(`${recorder.origin}/crm/`);
  await expect.poll(() => recorder.received.length).toBeGreaterThan(0);
  expect(await page.evaluate(() => localStorage.length)).toBe(0);
  recorder.answer = () => 202;
  await arrived(recorder, 'interactive', 1);
});

async function visitAgain(context: BrowserContext, recorder: Recorder): Promise<void> {
  const page = await context.newPage();
  await page.goto(`${recorder.origin}/crm/`);
}
