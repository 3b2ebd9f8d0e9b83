import { STAGES } from '../contract/stage-names.ts';
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
  /** Since when it has stood so: a repeated `won` corrects the amount, not the day of the sale. */
  readonly outcomeAt: number | null;
  /** What was sold, less what was paid back; null unless won with an amount. */
  readonly net: Money | null;
  /** Paid back so far, in minor units of `net`'s currency. */
  readonly refundedMinor: number;
  /** The first refund of the sale; null without one. */
  readonly refundedAt: number | null;
};

/** Stages that are reached; the others are ways to end. */
export type OpenStage = Exclude<Stage, 'lost' | 'refunded'>;

const ORDER: readonly OpenStage[] = ['lead', 'qualified', 'opportunity', 'won'];

/**
 * Where a deal stands, from all its events in any order and however often each was sent: events are
 * told apart by id, ordered by time, then by stage (`STAGES`), then by id.
 *
 * Won and lost: the latest stands. The amount is that of the sale's latest `won` which names one;
 * each `refunded` since the deal was last lost takes its own amount away, or everything where it
 * names none. A refund in another currency than the sale's, or beyond it, takes everything.
 */
export function dealState(events: readonly DealEvent[]): DealState {
  const known = inOrder(events);
  const end = known.findLast(isEnd);
  const other = end?.stage === 'won' ? 'lost' : 'won';
  const turned = known.findLastIndex(({ stage }) => stage === other);
  const run = known.slice(turned + 1);
  const won = end?.stage === 'won';
  const sale = won ? run.findLast(({ stage, amount }) => stage === 'won' && amount)?.amount : null;
  const refunds = won ? run.filter(({ stage }) => stage === 'refunded') : [];
  const refundedMinor = sale ? paidBack(refunds, sale) : 0;
  return {
    reached: reachedOf(known),
    outcome: end ? (won ? 'won' : 'lost') : null,
    outcomeAt: run.find(isEnd)?.at ?? null,
    net: sale ? { ...sale, minor: sale.minor - refundedMinor } : null,
    refundedMinor,
    refundedAt: refunds[0]?.at ?? null,
  };
}

function inOrder(events: readonly DealEvent[]): readonly DealEvent[] {
  const rank = ({ stage }: DealEvent) => STAGES.indexOf(stage);
  return [...new Map(events.map((event) => [event.id, event])).values()].sort(
    (a, b) => a.at - b.at || rank(a) - rank(b) || (a.id < b.id ? -1 : 1),
  );
}

function isEnd({ stage }: DealEvent): boolean {
  return stage === 'won' || stage === 'lost';
}

function paidBack(refunds: readonly DealEvent[], sale: Money): number {
  const asked = refunds.reduce(
    (sum, { amount }) =>
      sum + (amount?.currency === sale.currency ? Math.abs(amount.minor) : sale.minor),
    0,
  );
  return Math.min(asked, Math.max(sale.minor, 0));
}

/** Whatever happens to a deal, it was a lead; each further stage needs its own or a later one. */
function reachedOf(events: readonly DealEvent[]): DealState['reached'] {
  return ORDER.flatMap((stage, rank) => {
    const first = events.find(
      (event) => rank === 0 || ORDER.indexOf(event.stage as OpenStage) >= rank,
    );
    return first ? [{ stage, at: first.at }] : [];
  });
}
