import { logEvent } from '../log.ts';

/** What was read, or one sentence for the reader of the page. */
export type ReadOutcome<T> =
  | { readonly ok: true; readonly value: T }
  | { readonly ok: false; readonly sentence: string };

/**
 * Runs a read of the store; when the store fails, logs it with an id and says so in a sentence
 * instead of failing the page.
 */
export async function readOrExplain<T>(read: () => Promise<T>): Promise<ReadOutcome<T>> {
  try {
    return { ok: true, value: await read() };
  } catch (error) {
    const id = crypto.randomUUID();
    logEvent('error', 'report-unread', { id, error });
    return { ok: false, sentence: sentenceOf(error, id) };
  }
}

function sentenceOf(error: unknown, id: string): string {
  if (error instanceof Error && error.name === 'impossible-counts') return error.message;
  return /no such table|no such column/.test(String(error))
    ? 'The database is not migrated: run npm start, or npm run deploy for production.'
    : `The database did not answer. Nothing is lost; try again in a minute. (${id})`;
}
