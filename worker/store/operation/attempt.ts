/** D1 did not take a write or give a read in time; nothing of it may be acknowledged. */
const STORE_UNAVAILABLE = 'store-unavailable';

/** A request answers within this time whether D1 does or not. */
const DEADLINE_MS = 3_000;
/** D1 loses connections now and then; writes carry ids, so that repeating one changes nothing. */
const ATTEMPTS = 3;

/**
 * Runs an idempotent piece of D1 work, again after a failure, within one deadline.
 * Throws an Error named `store-unavailable` when it did not succeed.
 */
export async function attempt<T>(work: () => Promise<T>): Promise<T> {
  let timer: ReturnType<typeof setTimeout> | null = null;
  const deadline = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(unavailable('no answer in time')), DEADLINE_MS);
  });
  try {
    return await Promise.race([repeat(work), deadline]);
  } finally {
    clearTimeout(timer);
  }
}

/** Whether an error says that the store, not the code, failed. */
export function isUnavailable(error: unknown): boolean {
  return error instanceof Error && error.name === STORE_UNAVAILABLE;
}

async function repeat<T>(work: () => Promise<T>): Promise<T> {
  let last: unknown;
  for (let tried = 0; tried < ATTEMPTS; tried++) {
    try {
      return await work();
    } catch (error) {
      last = error;
    }
  }
  throw unavailable(last instanceof Error ? last.message : String(last));
}

function unavailable(why: string): Error {
  const missing = /no such table/.test(why)
    ? 'the database is not migrated: run npm start, or npm run deploy for production'
    : why;
  const error = new Error(missing);
  error.name = STORE_UNAVAILABLE;
  return error;
}
