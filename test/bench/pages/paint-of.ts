import type { Browser, Page } from '@playwright/test';

/** When the largest part of the first screen was painted, and what moved, scrolled to the end. */
export type Paint = { readonly lcpMs: number; readonly cls: number };

/** Under what a page is loaded. */
export type Condition = {
  readonly words: string;
  /** Loads of each page; a slow network takes long. */
  readonly rounds: number;
  /** What the browser is held to; null as fast as this machine. */
  readonly phone: {
    readonly latencyMs: number;
    readonly downloadKbps: number;
    readonly uploadKbps: number;
    readonly cpuSlowdown: number;
  } | null;
};

/**
 * As the phone that Lighthouse plays (its DevTools throttling for mobile slow 4G,
 * https://github.com/GoogleChrome/lighthouse/blob/main/core/config/constants.js), and on this
 * machine, where browser and server share the processor.
 */
export const CONDITIONS: readonly Condition[] = [
  {
    words: 'as a phone on slow 4G',
    rounds: 12,
    phone: { latencyMs: 562.5, downloadKbps: 1_474.56, uploadKbps: 675, cpuSlowdown: 4 },
  },
  { words: 'on this machine', rounds: 60, phone: null },
];

/** One cold load in a browser of its own: when the largest part was painted, and what moved. */
export async function paintOf(
  browser: Browser,
  {
    url,
    cookie,
    condition,
  }: { readonly url: string; readonly cookie: string; readonly condition: Condition },
): Promise<Paint> {
  const context = await browser.newContext({ viewport: { width: 412, height: 823 } });
  const [name = '', ...value] = cookie.split('=');
  if (name !== '') {
    await context.addCookies([{ name, value: value.join('='), url: new URL(url).origin }]);
  }
  const page = await context.newPage();
  if (condition.phone !== null) await holdTo(page, condition.phone);
  await page.goto(url);
  const paint = await page.evaluate(observed);
  await context.close();
  return paint;
}

async function holdTo(page: Page, phone: NonNullable<Condition['phone']>): Promise<void> {
  const session = await page.context().newCDPSession(page);
  const bytesPerSecond = (kbps: number) => (kbps * 1_000) / 8;
  await session.send('Network.enable');
  await session.send('Network.emulateNetworkConditions', {
    offline: false,
    latency: phone.latencyMs,
    downloadThroughput: bytesPerSecond(phone.downloadKbps),
    uploadThroughput: bytesPerSecond(phone.uploadKbps),
  });
  await session.send('Emulation.setCPUThrottlingRate', { rate: phone.cpuSlowdown });
}

/** Runs in the page. */
async function observed(): Promise<Paint> {
  const frame = () => new Promise((resolve) => requestAnimationFrame(resolve));
  let lcpMs = 0;
  let cls = 0;
  const take = (list: PerformanceObserverEntryList) => {
    for (const entry of list.getEntries()) {
      if (entry.entryType === 'largest-contentful-paint') lcpMs = entry.startTime;
      else cls += (entry as unknown as { readonly value: number }).value;
    }
  };
  await new Promise<void>((resolve) => {
    const observer = new PerformanceObserver((list) => {
      take(list);
      if (lcpMs > 0) resolve();
    });
    observer.observe({ type: 'layout-shift', buffered: true });
    observer.observe({ type: 'largest-contentful-paint', buffered: true });
  });
  const late = new PerformanceObserver(take);
  late.observe({ type: 'layout-shift' });
  const painted = lcpMs;
  for (let y = 0; y < document.documentElement.scrollHeight; y += 600) {
    scrollTo({ top: y, behavior: 'instant' });
    await frame();
  }
  await frame();
  return { lcpMs: painted, cls };
}
