import type { TrackerEvent } from '#experiments/contract/events.ts';
import { bookSurprise } from './books.ts';
import { type Browser, sendEvents } from './browser.ts';
import type { Page } from './page.ts';

/** A page open in a browser. */
export type Tab = { readonly browser: Browser; readonly page: Page; readonly url: string };

/** Sends events that the server has not seen; each must be accepted. */
export async function sendNew(
  browser: Browser,
  from: { readonly token: string; readonly url: string },
  events: readonly TrackerEvent[],
): Promise<void> {
  browser.books.accepted += events.length;
  const answer = await sendEvents(browser, from, events);
  if (answer.accepted !== events.length) {
    bookSurprise(
      browser.books,
      `${events.length} new events were answered ${JSON.stringify(answer)}`,
    );
  }
}

/** Id and time of an event as the browser's own clock has it. */
export function stamp(browser: Browser): { readonly id: string; readonly at: number } {
  return { id: crypto.randomUUID(), at: Date.now() + browser.clockError };
}
