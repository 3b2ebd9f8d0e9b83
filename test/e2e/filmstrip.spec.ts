import { type Browser, expect, type Page } from '@playwright/test';
import { pages } from '#generated/landings.ts';
import { test } from '#test/support/browser-test.ts';
import { framesOf, type Region, shownIn } from './film-frames.ts';

test.describe.configure({ timeout: 120_000 });

/** Most visitors to wait for until each headline was served: half get it, so 1 in 30 000 runs ends. */
const MOST_VISITORS = 16;

/** Headlines of each landing whose variants differ in them. */
const told = [
  ...Map.groupBy(
    pages.filter(({ draft }) => !draft),
    ({ content }) => content.path,
  ),
].flatMap(([path, all]) => {
  const headlines = new Set(all.map(({ content }) => headlineOf(content)));
  return headlines.size > 1 ? [{ path, headlines }] : [];
});

/** One navigation on film, and what stood on the screen before and after it. */
type Strip = {
  readonly how: string;
  readonly headline: string;
  readonly region: Region;
  readonly frames: readonly string[];
  readonly before: string;
};

for (const javaScriptEnabled of [true, false]) {
  for (const { path, headlines } of told) {
    test(`no frame of ${path} shows another variant, ${javaScriptEnabled ? 'with' : 'without'} scripts`, async ({
      browser,
      site,
    }) => {
      const strips: Strip[] = [];
      const pictures = new Map<string, string>();
      for (let visitor = 0; pictures.size < headlines.size; visitor += 1) {
        expect(visitor, 'visitors until each headline was seen').toBeLessThan(MOST_VISITORS);
        const page = await slowPhone(browser, javaScriptEnabled);
        strips.push(...(await walk(page, site.origin + path)));
        pictures.set(await headlineOn(page), await pictureOf(page));
        await page.context().close();
      }
      await judged(browser, strips, pictures);
    });
  }
}

test('the film sees a page that swaps its headline in the browser', async ({ browser, site }) => {
  const [{ path = '', headlines = new Set<string>() } = {}] = told;
  const page = await slowPhone(browser, true);
  await page.goto(site.origin + path);
  const own = await headlineOn(page);
  const late = [...headlines].find((headline) => headline !== own) ?? '';
  const pictures = new Map([[own, await pictureOf(page)]]);
  await page.locator('h1').evaluate((heading, text) => {
    heading.textContent = text;
  }, late);
  pictures.set(late, await pictureOf(page));
  await page.addInitScript((text) => {
    document.addEventListener('DOMContentLoaded', () => {
      const heading = document.querySelector('h1');
      const served = heading?.textContent ?? '';
      if (heading) heading.textContent = text;
      // Some frames later, as a script from elsewhere would.
      const restore = (frames: number) => {
        if (frames > 0) requestAnimationFrame(() => restore(frames - 1));
        else if (heading) heading.textContent = served;
      };
      restore(20);
    });
  }, late);
  // A busy machine may draw none of the twenty frames, or all too late: then they are filmed again.
  let found = '';
  for (let films = 0; films < 4 && !found.includes(late); films += 1) {
    const film = walk(page, site.origin + path);
    found = await film.then((strips) => judged(browser, strips, pictures)).then(() => '', String);
  }
  expect(found).toContain(late);
  await page.context().close();
});

/** Each new page shows its own headline from its first frame on, and nothing else afterwards. */
async function judged(
  browser: Browser,
  strips: readonly Strip[],
  pictures: ReadonlyMap<string, string>,
): Promise<void> {
  const judge = await browser.newPage();
  for (const { how, headline, region, frames, before } of strips) {
    const known = { ...Object.fromEntries(pictures), before };
    const shown = await shownIn(judge, { frames, region, known });
    // Until a reloaded page comes, the one before it stays on the screen.
    const old = how === 'reload' ? shown.findIndex((label) => label !== headline) : 0;
    const fresh = old < 0 ? [] : shown.slice(old);
    const first = fresh.includes(headline) ? fresh.indexOf(headline) : fresh.length;
    const film = `${how}: ${shown.join(', ')}`;
    expect(shown.at(-1), film).toBe(headline);
    // A page that is still arriving may lack the end of its headline, which makes it no other one.
    for (const label of fresh.slice(0, first)) {
      expect(['before', 'blank', 'other'], film).toContain(label);
    }
    for (const label of fresh.slice(first)) expect(label, film).toBe(headline);
  }
  await judge.close();
}

/** Opens a landing, opens it again, leaves it and comes back. */
async function walk(page: Page, address: string): Promise<readonly Strip[]> {
  const strips: Strip[] = [];
  for (const [how, go] of [
    ['visit', () => page.goto(address)],
    ['reload', () => page.reload()],
    ['back', () => page.goBack()],
  ] as const) {
    if (how === 'back') await page.goto(new URL('/privacy/', address).href);
    const before = await pictureOf(page);
    const frames = await framesOf(page, async () => {
      await go();
      await pictureOf(page);
    });
    const headline = await headlineOn(page);
    strips.push({ how, headline, region: await regionOf(page), frames, before });
  }
  expect(new Set(strips.map(({ headline }) => headline)).size, 'headlines of one visitor').toBe(1);
  return strips;
}

/** A phone with a slow processor, far from the server. */
async function slowPhone(browser: Browser, javaScriptEnabled: boolean): Promise<Page> {
  const viewport = { width: 412, height: 820 };
  const page = await browser.newPage({ javaScriptEnabled, viewport });
  const session = await page.context().newCDPSession(page);
  await session.send('Network.enable');
  await session.send('Network.emulateNetworkConditions', {
    offline: false,
    latency: 150,
    downloadThroughput: 200_000,
    uploadThroughput: 90_000,
  });
  await session.send('Emulation.setCPUThrottlingRate', { rate: 4 });
  return page;
}

async function pictureOf(page: Page): Promise<string> {
  return (await page.screenshot()).toString('base64');
}

function headlineOn(page: Page): Promise<string> {
  return page.getByRole('heading', { level: 1 }).innerText();
}

/** Where the headline stands, on whole pixels. */
async function regionOf(page: Page): Promise<Region> {
  const box = await page.getByRole('heading', { level: 1 }).boundingBox();
  if (box === null) throw new Error('the page has no headline');
  return {
    x: Math.floor(box.x),
    y: Math.floor(box.y),
    width: Math.ceil(box.width),
    height: Math.ceil(box.height),
  };
}

function headlineOf({ sections }: (typeof pages)[number]['content']): string {
  return sections.find((section) => section.type === 'hero')?.headline ?? '';
}
