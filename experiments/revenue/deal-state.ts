import type { Stage } from '../contract/stages.ts';

/** One event of a deal. */
export type DealEvent = {
  /** The sender's id. */
  readonly id: string;
  readonly stage: Stage;
  /** Epoch milliseconds in the sender's system. */
  readonly at: number;
  readonly amount?: Money;
};

/** Whole minor units (cents) of an ISO 4217 currency. */
export type Money = { readonly minor: number; readonly currency: string };

/** Where a deal stands. */
export type DealState = {
  /** When each stage was first reached, in order; a later stage implies the earlier ones. */
  readonly reached: readonly { readonly stage: OpenStage; readonly at: number }[];
  /** How it ended, by the latest event that says so; null while it is open. */
  readonly outcome: 'won' | 'lost' | null;
  readonly outcomeAt: number | null;
  /** What was sold, less what was paid back; null unless won with an amount. */
  readonly net: Money | null;
  /** Paid back so far, in minor units of `net`'s currency. */
  readonly refundedMinor: number;
};

/** Stages that are reached; the others are ways to end. */
export type OpenStage = Exclude<Stage, 'lost' | 'refunded'>;

const ORDER: readonly OpenStage[] = ['lead', 'qualified', 'opportunity', 'won'];

/**
 * Where a deal stands, from all its events in any order and however often each was sent: events are
 * told apart by id, ordered by time and then by id.
 *
 * Won and lost: the latest stands. The amount is that of the latest `won` which names one; each
 * `refunded` takes its own amount away, or everything where it names none. A refund in another
 * currency than the sale's, or beyond it, takes everything.
 */
export function dealState(events: readonly DealEvent[]): DealState {
  const known = [...new Map(events.map((event) => [event.id, event])).values()].sort(
    (a, b) => a.at - b.at || (a.id < b.id ? -1 : 1),
  );
  const end = known.findLast(({ stage }) => stage === 'won' || stage === 'lost');
  const won = end?.stage === 'won';
  const sale = known.findLast(({ stage, amount }) => stage === 'won' && amount)?.amount ?? null;
  const refundedMinor = sale ? Math.min(refunds(known, sale), Math.max(sale.minor, 0)) : 0;
  return {
    reached: reachedOf(known),
    outcome: end ? (won ? 'won' : 'lost') : null,
    outcomeAt: end?.at ?? null,
    net: won && sale ? { ...sale, minor: sale.minor - refundedMinor } : null,
    refundedMinor: won ? refundedMinor : 0,
  };
}

function refunds(events: readonly DealEvent[], sale: Money): number {
  return events
    .filter(({ stage }) => stage === 'refunded')
    .reduce(
      (sum, { amount }) =>
        sum + (amount?.currency === sale.currency ? Math.abs(amount.minor) : sale.minor),
      0,
    );
}

function reachedOf(events: readonly DealEvent[]): DealState['reached'] {
  return ORDER.flatMap((stage, rank) => {
    const first = events.find((event) => {
      const reached = ORDER.indexOf(event.stage as OpenStage);
      return reached >= rank || event.stage === 'refunded';
    });
    return first ? [{ stage, at: first.at }] : [];
  });
}
