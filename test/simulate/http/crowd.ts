import { chance, seeded } from '../random.ts';
import { aBot, aPerson } from './agents.ts';
import { anArrival } from './arrivals.ts';
import type { Books } from './books.ts';
import { type Browser, clearCookies, openBrowser } from './browser.ts';
import type { Client } from './client.ts';
import { openTurns } from './turns.ts';
import { drawClockError, drawWish, visit } from './visit.ts';

const BOT_SHARE = 0.12;
const RETURN_SHARE = 0.1;

export type CrowdOptions = {
  readonly visitors: number;
  readonly seed: string;
  /** Browsers that act at the same time. */
  readonly concurrency: number;
  /** Called after each browser with how many are done. */
  readonly onDone?: (done: number) => void;
};

/**
 * Plays `visitors` browsers against the server; `books` then hold what it should have counted. What
 * each browser wants follows from the seed; which variants it meets is up to the server.
 */
export async function playCrowd(
  client: Client,
  books: Books,
  options: CrowdOptions,
): Promise<void> {
  const turns = openTurns(options.concurrency);
  const playing: Promise<void>[] = [];
  let done = 0;
  for (let number = 1; number <= options.visitors; number++) {
    await turns.take();
    const play = playOne({ client, books, turns }, `${options.seed}/${number}`)
      .then(() => {
        done += 1;
        options.onDone?.(done);
      })
      .finally(turns.give);
    // Thrown below, once all have ended.
    play.catch(() => {});
    playing.push(play);
  }
  await Promise.all(playing);
}

async function playOne(
  world: Pick<Browser, 'client' | 'books' | 'turns'>,
  seed: string,
): Promise<void> {
  const random = seeded(seed);
  const agent = chance(random, BOT_SHARE) ? aBot(random) : aPerson(random);
  const browser = openBrowser({ ...world, agent, clockError: drawClockError(random) });
  const path = chance(random, 0.6) ? '/crm/' : '/offer/';
  const wish = agent.bot ? 'sees the page' : drawWish(random);
  await visit(browser, { path, arrival: anArrival(random), wish }, random);
  if (agent.bot || !chance(random, RETURN_SHARE)) return;
  changeCookie(browser, random());
  const next = chance(random, 0.7) ? path : other(path);
  await visit(browser, { path: next, arrival: anArrival(random), wish: drawWish(random) }, random);
}

/** Between two visits some people clear their cookies, and some cookies get damaged. */
function changeCookie(browser: Browser, draw: number): void {
  if (draw < 0.1) clearCookies(browser);
  if (draw < 0.1 || draw > 0.13 || browser.cookie === null) return;
  const damaged = `${browser.cookie.slice(0, -1)}${browser.cookie.endsWith('A') ? 'B' : 'A'}`;
  clearCookies(browser);
  browser.cookie = damaged;
}

function other(path: string): string {
  return path === '/crm/' ? '/offer/' : '/crm/';
}
