import type { TrackerEvent } from '#experiments/contract/events.ts';
import { BEHAVIOUR, submitShare } from '../planted.ts';
import { chance, pick, type Random } from '../random.ts';
import type { Arrival } from './arrivals.ts';
import { bookConversion, bookExposure, bookSurprise, type Unit } from './books.ts';
import { type Browser, openPage, sendEvents } from './browser.ts';
import { makeTrouble } from './faults.ts';
import { type Page, readPage } from './page.ts';
import { submitForm } from './submit.ts';
import { sendNew, stamp, type Tab } from './tab.ts';

type Wish = 'sees the page' | 'prefetches it' | 'leaves at once' | 'runs no script';

/** One visit to a landing page, from the ad's click to the form. */
export async function visit(
  browser: Browser,
  landing: { readonly path: string; readonly arrival: Arrival; readonly wish: Wish },
  random: Random,
): Promise<void> {
  const { path, arrival, wish } = landing;
  const prefetch = wish === 'prefetches it' || (wish === 'sees the page' && chance(random, 0.06));
  const answer = await openPage(browser, path, { ...arrival, prefetch });
  if (answer.status !== 200 || !browser.agent.runsScript) return;
  if (prefetch && browser.cookie === null) {
    bookSurprise(browser.books, 'a prefetched page set no cookie');
  }
  const tab: Tab = {
    browser,
    page: readPage(answer.body),
    url: arrival.query === '' ? path : `${path}?${arrival.query}`,
  };
  if (wish === 'sees the page') await see(tab, arrival, random);
  if (wish === 'runs no script' && chance(random, 0.1)) await submitForm(tab, random);
}

/** What the visit of a person is like, drawn anew for each. */
export function drawWish(random: Random): Wish {
  const draw = random();
  if (draw < 0.03) return 'prefetches it';
  if (draw < 0.05) return 'leaves at once';
  return draw < 0.07 ? 'runs no script' : 'sees the page';
}

async function see(tab: Tab, arrival: Arrival, random: Random): Promise<void> {
  await activate(tab, arrival, random);
  await makeTrouble(tab, random);
  const { browser, page } = tab;
  if (browser.agent.bot) {
    if (chance(random, 0.05)) await convert(tab, page.clicks.slice(0, 1));
    return;
  }
  const behaviour = BEHAVIOUR[page.view.p] ?? { click: 0, formStart: 0, submit: 0 };
  for (const metric of page.clicks) {
    if (!chance(random, behaviour.click)) continue;
    await convert(tab, [metric]);
    if (chance(random, 0.2)) await convert(tab, [metric]);
  }
  const submits = chance(random, submitShare(page.view.p, variantsOf(page)));
  const abandons = chance(random, behaviour.formStart - behaviour.submit);
  if (submits || abandons) await convert(tab, page.form?.starts ?? []);
  if (submits) await submitForm(tab, random);
}

/** The first activation: exposure and signals, in one request or two, sometimes sent again. */
async function activate(
  { browser, page, url }: Tab,
  arrival: Arrival,
  random: Random,
): Promise<void> {
  const from = { token: page.token, url };
  const exposure: TrackerEvent = { ...stamp(browser), id: page.view.n, type: 'exposure', arrival };
  const rendered = signal(browser, 'rendered');
  const interactive = signal(browser, 'interactive');
  const batches = chance(random, 0.7)
    ? [[exposure, rendered, interactive]]
    : [[exposure, rendered], [interactive]];
  if (wasElsewhere(browser.unit, page)) bookSurprise(browser.books, 'a visitor changed variant');
  bookExposure(browser.unit, page.view, arrival);
  for (const batch of batches) {
    await sendNew(browser, from, batch);
    if (!chance(random, 0.04)) continue;
    // The answer got lost on its way: the outbox sends everything once more.
    browser.books.duplicate += batch.length;
    const again = await sendEvents(browser, from, batch);
    if (again.duplicate !== batch.length) {
      bookSurprise(browser.books, `a repeat was answered ${JSON.stringify(again)}`);
    }
  }
}

async function convert({ browser, page, url }: Tab, metrics: readonly string[]): Promise<void> {
  if (metrics.length === 0) return;
  const events = metrics.map(
    (metric): TrackerEvent => ({ ...stamp(browser), type: 'conversion', metric }),
  );
  for (const metric of metrics) bookConversion(browser.unit, page.view, metric);
  await sendNew(browser, { token: page.token, url }, events);
}

function signal(browser: Browser, stage: 'rendered' | 'interactive'): TrackerEvent {
  return { ...stamp(browser), type: 'signal', stage };
}

function wasElsewhere({ exposures }: Unit, page: Page): boolean {
  return variantsOf(page).some(({ experimentId, variantId }) => {
    const first = exposures.get(experimentId);
    return first !== undefined && first.variantId !== variantId;
  });
}

function variantsOf({ view }: Page): { experimentId: string; variantId: string }[] {
  return view.a.flatMap((one) => ('v' in one ? [{ experimentId: one.x, variantId: one.v }] : []));
}

/** Clocks of people: most are right, some are minutes off, a few days. */
export function drawClockError(random: Random): number {
  if (!chance(random, 0.08)) return 0;
  return pick(random, [-90_000, 45_000, -7_200_000, 86_400_000, -5 * 86_400_000]);
}
