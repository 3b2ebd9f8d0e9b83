import { cpSync } from 'node:fs';
import { join } from 'node:path';
import { type Browser, chromium } from '@playwright/test';
import { catalog } from '#generated/catalog.ts';
import { CHROMIUM_FLAGS, findChromium } from '#test/support/chromium.ts';
import { startSiteServer } from '#test/support/site-server.ts';
import { type Figure, median } from '../figure.ts';
import { visitorsOf } from './visitors.ts';

const ROUNDS = 30;
/** Files below it are served without the Worker. */
const STATIC_FOLDER = '_astro/static-twin';

/**
 * Largest paint of each landing as its visitors get it against the same file served statically by
 * the same server, in loads that take turns; and what shifts on the page while it is scrolled.
 */
export async function paintFigures(): Promise<readonly Figure[]> {
  const found = findChromium();
  if (!found.ok) throw new Error(found.sentence);
  const landings = catalog.landings.filter(
    ({ parent, combinationKeys }) => parent === undefined && combinationKeys.length > 0,
  );
  const site = await startSiteServer(4, {
    addFiles: (client) => {
      for (const { path } of landings) {
        cpSync(join(client, path), join(client, STATIC_FOLDER, path), { recursive: true });
      }
    },
  });
  const browser = await chromium.launch({
    executablePath: found.path,
    args: [...CHROMIUM_FLAGS],
  });
  try {
    const figures: Figure[] = [];
    for (const landing of landings) {
      const control = (await visitorsOf(site.origin, landing)).find(({ key }) => key === '');
      const load = (address: string) =>
        paintOf(browser, { url: `${site.origin}${address}`, cookie: control?.cookie ?? '' });
      const rounds = await inTurns(landing.path, load);
      figures.push(...figuresOf(landing.path, rounds));
    }
    return figures;
  } finally {
    await browser.close();
    await site.stop();
  }
}

type Paint = { readonly lcpMs: number; readonly cls: number };
type Round = Readonly<Record<'ours' | 'twin' | 'plain', Paint>>;

async function inTurns(
  path: string,
  load: (address: string) => Promise<Paint>,
): Promise<readonly Round[]> {
  const addresses = { ours: path, twin: path, plain: `/${STATIC_FOLDER}${path}` } as const;
  const rounds: Round[] = [];
  for (let round = 0; round < ROUNDS; round += 1) {
    const names = (['ours', 'twin', 'plain'] as const)
      .map((name) => ({ name, at: Math.random() }))
      .sort((one, other) => one.at - other.at);
    const taken: Partial<Record<keyof Round, Paint>> = {};
    for (const { name } of names) taken[name] = await load(addresses[name]);
    rounds.push(taken as Round);
  }
  return rounds;
}

function figuresOf(path: string, rounds: readonly Round[]): readonly Figure[] {
  const ratio = median(rounds.map(({ ours, plain }) => ours.lcpMs / plain.lcpMs));
  const twin = median(rounds.map(({ ours, twin }) => ours.lcpMs / twin.lcpMs));
  const plain = median(rounds.map((round) => round.plain.lcpMs));
  const shifted = Math.max(...rounds.map(({ ours }) => ours.cls));
  return [
    {
      what: `${path} largest paint, against the same file served statically`,
      value: `${ratio.toFixed(2)}×`,
      how: `${plain.toFixed(0)} ms there; median of ${ROUNDS} rounds, twin ${twin.toFixed(2)}`,
    },
    { what: `${path} layout shift`, value: String(shifted), how: 'most of all loads, scrolled' },
  ];
}

/** One cold load in a browser of its own: when the largest part was painted, and what moved. */
async function paintOf(
  browser: Browser,
  { url, cookie }: { readonly url: string; readonly cookie: string },
): Promise<Paint> {
  const context = await browser.newContext({ viewport: { width: 412, height: 823 } });
  const [name = '', ...value] = cookie.split('=');
  if (name !== '') {
    await context.addCookies([{ name, value: value.join('='), url: new URL(url).origin }]);
  }
  const page = await context.newPage();
  await page.goto(url);
  const paint = await page.evaluate(observed);
  await context.close();
  return paint;
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
