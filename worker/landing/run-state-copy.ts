import { logEvent } from '../log.ts';
import type { RunStates } from './live-experiments.ts';
import { waitShortly } from './patience.ts';

/** Older copies are read again: a pause reaches every isolate within a minute. */
const FRESH_MS = 60_000;
/** A read that has not come back by then is given up, so that a stuck one does not block the next. */
const READ_TIMEOUT_MS = 5_000;

export type RunStateCopy = {
  /** The state to serve by: fresh, else the last known, else empty (the bundle's own). */
  readonly current: (context: {
    readonly now: number;
    readonly read: () => Promise<RunStates>;
    readonly waitUntil: (work: Promise<unknown>) => void;
  }) => Promise<RunStates>;
};

/** An isolate's in-memory copy of the run-time state in D1. The page path needs nothing else of D1. */
export function createRunStateCopy(): RunStateCopy {
  let known: RunStates = new Map();
  let readAt = Number.NEGATIVE_INFINITY;
  let startedAt = Number.NEGATIVE_INFINITY;
  return {
    current: async ({ now, read, waitUntil }) => {
      const fresh = now - readAt < FRESH_MS;
      // Requests cannot wait for one another's I/O in an isolate: whoever comes while a read is
      // under way serves by what is known.
      if (fresh || now - startedAt < READ_TIMEOUT_MS) return known;
      startedAt = now;
      const reading = read().then(
        (states) => {
          known = states;
          readAt = now;
          startedAt = Number.NEGATIVE_INFINITY;
        },
        (error: unknown) => {
          // Failed reads are tried again after the time-out, not with every request.
          logEvent('warn', 'run-state-unread', { error });
        },
      );
      waitUntil(reading);
      await waitShortly(reading);
      return known;
    },
  };
}
