import { test as base, expect, type Locator, type Page } from '@playwright/test';
import { CHROMIUM_FLAGS, findChromium } from '#test/support/chromium.ts';
import { builtPage, kindOf, type Recorder, startRecorder, stored } from './pages-recorder.ts';

const found = findChromium();

/** Playwright's `test` with `recorder`: the built `/crm/` and what its tracker sends, one per test. */
export const test = base.extend<
  { recorder: Recorder },
  { built: Awaited<ReturnType<typeof builtPage>> }
>({
  built: [
    // Playwright reads the needed fixtures from the pattern, so it must be there.
    // biome-ignore lint/correctness/noEmptyPattern: see above
    async ({}, use) => use(await builtPage()),
    { scope: 'worker', timeout: 120_000 },
  ],
  recorder: async ({ built }, use) => {
    const recorder = await startRecorder(built);
    await use(recorder);
    await recorder.close();
  },
});

/** Launch options of a browser that keeps pages for the back button, as visitors' browsers do. */
export const LIKE_VISITORS = {
  ...(found.ok ? { executablePath: found.path } : {}),
  args: [...CHROMIUM_FLAGS],
  ignoreDefaultArgs: ['--disable-back-forward-cache'],
};

/** Waits until the server has stored so many events of a kind: exposure, stage or metric. */
export async function arrived(recorder: Recorder, kind: string, count: number): Promise<void> {
  const events = () => stored(recorder).filter((event) => kindOf(event) === kind);
  await expect.poll(() => events().length, { message: kind }).toBe(count);
}

/** What the browser keeps of unsent events. */
export function outboxOf(page: Page): Promise<string> {
  return page.evaluate(() => localStorage.getItem('tl') ?? '[]');
}

/** The first main button. */
export function mainButton(page: Page): Locator {
  return page.getByRole('main').getByRole('link', { name: 'Book a demo' }).first();
}
