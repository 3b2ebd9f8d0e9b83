import { expect } from '@playwright/test';
import { catalog } from '#generated/catalog.ts';
import { test } from '#test/support/browser-test.ts';

/** Slow enough that a page of some 60 KB is painted many times before it is complete. */
const BYTES_PER_SECOND = 20_000;

type Shift = { readonly value: number; readonly sources: readonly string[] };

for (const { path } of catalog.landings.filter(({ parent }) => parent === undefined)) {
  test(`nothing on ${path} moves while it arrives slowly`, async ({ browser, site }) => {
    for (const width of [412, 1280]) {
      const page = await browser.newPage({ viewport: { width, height: 823 } });
      const session = await page.context().newCDPSession(page);
      await session.send('Network.enable');
      await session.send('Network.emulateNetworkConditions', {
        offline: false,
        latency: 20,
        downloadThroughput: BYTES_PER_SECOND,
        uploadThroughput: BYTES_PER_SECOND,
      });
      await page.goto(site.origin + path);
      expect(await page.evaluate(shifts), `${width} px`).toEqual([]);
      await page.close();
    }
  });
}

/** Every layout shift since the page began, with the elements that moved. Runs in the page. */
function shifts(): Promise<readonly Shift[]> {
  return new Promise((resolve) => {
    const found: Shift[] = [];
    // The paint entry is always there, so the observer always answers; shifts come with it.
    const observer = new PerformanceObserver((list) => {
      for (const entry of list.getEntriesByType('layout-shift')) {
        const { value, sources } = entry as unknown as {
          readonly value: number;
          readonly sources: readonly { readonly node: Node | null }[];
        };
        found.push({ value, sources: sources.map(({ node }) => node?.textContent?.trim() ?? '') });
      }
      if (list.getEntriesByType('paint').length > 0) requestAnimationFrame(() => resolve(found));
    });
    observer.observe({ type: 'layout-shift', buffered: true });
    observer.observe({ type: 'paint', buffered: true });
  });
}
