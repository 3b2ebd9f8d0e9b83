import { addDays } from '#experiments/report/decision/civil-day.ts';
import { logEvent } from '../log.ts';
import { AHEAD_MS } from '../store/events/day-salts.ts';
import { startOfDay } from '../store/looks/looks-day.ts';
import { type DaySalt, importSalt } from '../visitor/day-salt.ts';
import { waitShortly } from './patience.ts';

/** A read that has not come back by then is given up, so that a stuck one does not block the next. */
const READ_TIMEOUT_MS = 5_000;

export type DaySaltCopy = {
  /** The salt of the day; null when D1 has not told it, and then nobody is recognised. */
  readonly current: (context: {
    readonly now: number;
    readonly timeZone: string;
    readonly read: () => Promise<ReadonlyMap<string, string>>;
    readonly waitUntil: (work: Promise<unknown>) => void;
  }) => Promise<DaySalt | null>;
};

/**
 * An isolate's in-memory copy of the salts: a salt never changes, so it is read once a day, the next
 * one an hour ahead and behind an answer. One whose day is over is forgotten at the next visit.
 */
export function createDaySaltCopy(): DaySaltCopy {
  let known: readonly DaySalt[] = [];
  let startedAt = Number.NEGATIVE_INFINITY;
  const at = (time: number) =>
    known.find(({ startsAt, endsAt }) => startsAt <= time && time < endsAt) ?? null;
  return {
    current: async ({ now, timeZone, read, waitUntil }) => {
      known = known.filter(({ endsAt }) => endsAt > now);
      const today = at(now);
      const complete = today !== null && at(now + AHEAD_MS) !== null;
      // Requests cannot wait for one another's I/O in an isolate, as with the run-time state.
      if (complete || now - startedAt < READ_TIMEOUT_MS) return today;
      startedAt = now;
      const reading = read()
        .then((salts) => Promise.all([...salts].map((salt) => toDaySalt(salt, timeZone))))
        .then(
          (salts) => {
            known = salts;
            startedAt = Number.NEGATIVE_INFINITY;
          },
          (error: unknown) => {
            logEvent('warn', 'day-salt-unread', { error });
          },
        );
      waitUntil(reading);
      if (today === null) await waitShortly(reading);
      return at(now);
    },
  };
}

async function toDaySalt(
  [day, salt]: readonly [string, string],
  timeZone: string,
): Promise<DaySalt> {
  return {
    key: await importSalt(salt),
    startsAt: startOfDay(day, timeZone),
    endsAt: startOfDay(addDays(day, 1), timeZone),
  };
}
