/** Wrong keys from one address before it has to wait. */
const MAX_WRONG = 10;
const WINDOW_MS = 60_000;
/** Addresses remembered at once; the one seen least recently is forgotten first. */
const MAX_ADDRESSES = 2_000;

export type WrongTries = {
  /** Whether the address has to wait: then no key of it is looked at, right or wrong. */
  readonly waits: (address: string, now: number) => boolean;
  readonly wrong: (address: string, now: number) => void;
};

/**
 * Damps guessing: ten wrong keys within a minute close the report to that address until the minute
 * is over. Kept in the isolate's memory alone, so that no address is stored. A key has 256 random
 * bits; this saves computing and noise, the key itself is what keeps strangers out.
 */
export function createWrongTries(): WrongTries {
  const tries = new Map<string, { count: number; since: number }>();
  return {
    waits: (address, now) => {
      const seen = tries.get(address);
      return seen !== undefined && seen.count >= MAX_WRONG && now - seen.since < WINDOW_MS;
    },
    wrong: (address, now) => {
      const seen = tries.get(address);
      const current = seen && now - seen.since < WINDOW_MS ? seen : { count: 0, since: now };
      tries.delete(address);
      tries.set(address, { count: current.count + 1, since: current.since });
      const [oldest] = tries.keys();
      if (tries.size > MAX_ADDRESSES && oldest !== undefined) tries.delete(oldest);
    },
  };
}
