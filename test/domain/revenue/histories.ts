import type { DealEvent } from '#experiments/revenue/deal-state.ts';

const DAY_MS = 86_400_000;
export const START = Date.UTC(2026, 0, 5, 9);

/** One deal as sales lived it, and what the books say at its end. */
export type History = {
  readonly id: string;
  readonly unitId: string;
  readonly leadAt: number;
  /** In the order in which they happened. */
  readonly events: readonly DealEvent[];
  /** Kept while the deal is lived, one step at a time: no rule of the product is used. */
  readonly books: {
    readonly qualified: boolean;
    readonly standsWon: boolean;
    /** Cents that were earned and not paid back. */
    readonly cents: number;
    readonly soldAt: number | null;
  };
};

/** A deal's life: up the stages with leaps, won, corrected, paid back in parts, lost, won again. */
export function aHistory(random: () => number, number: number): History {
  const leadAt = START + Math.floor(random() * 60 * DAY_MS);
  const events: DealEvent[] = [];
  let at = leadAt;
  let books = { qualified: false, standsWon: false, cents: 0, soldAt: null as number | null };
  let sold = 0;
  const happens = (stage: DealEvent['stage'], cents?: number) => {
    at += 1 + Math.floor(random() * 10 * DAY_MS);
    const amount = cents === undefined ? {} : { amount: { minor: cents, currency: 'EUR' } };
    events.push({ id: `e${number}-${events.length}`, stage, at, ...amount });
  };
  if (random() < 0.8) happens('lead');
  if (random() < 0.5) {
    happens('qualified');
    books = { ...books, qualified: true };
  }
  if (random() < 0.3) {
    happens('opportunity');
    books = { ...books, qualified: true };
  }
  for (let turn = 0; turn < 3 && random() < 0.7; turn++) {
    if (random() < 0.35) {
      happens('lost');
      sold = 0;
      books = { ...books, standsWon: false, cents: 0, soldAt: null };
      continue;
    }
    sold = Math.floor(random() * 5_000_000);
    happens('won', sold);
    books = { qualified: true, standsWon: true, cents: sold, soldAt: books.soldAt ?? at };
    let left = sold;
    while (left > 0 && random() < 0.3) {
      const whole = random() < 0.2;
      const part = whole ? left : 1 + Math.floor(random() * left);
      if (whole) happens('refunded');
      else happens('refunded', part);
      left -= part;
      books = { ...books, cents: left };
    }
    // Somebody mistyped the amount, or sales gave a discount, before anything was paid back.
    if (left === sold && random() < 0.2) {
      sold = Math.floor(random() * 5_000_000);
      happens('won', sold);
      books = { ...books, cents: sold };
    }
    if (random() < 0.6) break;
    happens('lost');
    books = { ...books, standsWon: false, cents: 0, soldAt: null };
  }
  return { id: `deal-${number}`, unitId: `unit-${number}`, leadAt, events, books };
}

/** Every element `times` times, in random order. */
export function shuffledCopies<T>(random: () => number, list: readonly T[], times: number): T[] {
  const copies = Array.from({ length: times }, () => list).flat();
  for (let index = copies.length - 1; index > 0; index--) {
    const other = Math.floor(random() * (index + 1));
    [copies[index], copies[other]] = [copies[other] as T, copies[index] as T];
  }
  return copies;
}
