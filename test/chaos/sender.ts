import type { Answer, Client } from '#test/simulate/http/client.ts';
import { type Book, type Entry, eventsIn, surprise, type Told } from './book.ts';
import type { ChaosSite } from './chaos-site.ts';
import type { Planned } from './requests.ts';

/** Tries of one request; the server is up again before each. */
const MOST_TRIES = 60;

/** What every sender of a run shares. */
export type Post = {
  readonly site: Pick<ChaosSite, 'up'>;
  readonly client: Client;
  readonly book: Book;
  /** Hears of every request that was acknowledged. */
  readonly acknowledged: () => void;
};

/**
 * Sends a request and enters it into the book before it leaves. Who insists asks again until it is
 * acknowledged, byte for byte the same; who does not sends it once, whatever becomes of it.
 */
export async function send(post: Post, planned: Planned, insists: boolean): Promise<Entry> {
  const { kind, ids, faulty, call } = planned;
  const entry: Entry = { kind, ids, faulty, insists, sent: 0, told: null };
  post.book.entries.push(entry);
  for (let tries = 0; tries < (insists ? MOST_TRIES : 1) && entry.told === null; tries += 1) {
    await post.site.up();
    entry.sent += 1;
    const answer = await post.client.call(call).catch(() => null);
    if (answer !== null) read(post.book, entry, answer);
  }
  if (entry.told !== null) post.acknowledged();
  else if (insists) surprise(post.book, `a ${kind} was not taken in ${MOST_TRIES} tries`);
  return entry;
}

function read(book: Book, entry: Entry, answer: Answer): void {
  // "Not now": whoever insists comes again.
  const later = answer.status === 503 || answer.status === 429;
  if (later && answer.headers['retry-after'] !== undefined) return;
  // The page with what was typed, for a person to send again.
  if (later && entry.kind === 'form') return;
  const told = toldBy(entry, answer);
  if (told === null) {
    const text = answer.body.slice(0, 200);
    surprise(book, `a request of ${entry.kind} was answered ${answer.status}: ${text}`);
    return;
  }
  const sum = told.accepted + told.duplicate + told.rejected;
  if (sum !== eventsIn(entry.ids) + entry.faulty || told.rejected !== entry.faulty) {
    surprise(book, `${eventsIn(entry.ids)} events were answered ${JSON.stringify(told)}`);
  }
  entry.told = told;
}

function toldBy({ kind }: Entry, { status, body }: Answer): Told | null {
  // The answer to a form does not tell a lead from the repeat of one.
  if (kind === 'form') return status === 303 ? { accepted: 1, duplicate: 0, rejected: 0 } : null;
  if (status !== (kind === 'hook' ? 200 : 202)) return null;
  const { accepted, duplicate, rejected } = JSON.parse(body) as {
    accepted: number;
    duplicate: number;
    rejected: readonly unknown[];
  };
  return { accepted, duplicate, rejected: rejected.length };
}
