import type { Money } from './deal-state.ts';
import type { LeftOut, LeftOutReason } from './entries.ts';

/** A deal that is in no sum of some metrics. */
export type LeftOutDeal = {
  readonly source: string;
  readonly deal: string;
  readonly reasons: readonly LeftOut[];
  /** What it was sold for; null without an amount. */
  readonly net: Money | null;
};

/** What each reason says to people: why, and what would change it. */
export const leftOutSentences: Readonly<Record<LeftOutReason, string>> = {
  'no-lead': 'No lead was found for it yet.',
  'no-visitor': 'Its lead could not be tied to a visitor.',
  'before-lead': 'It happened more than a day before its lead.',
  'no-amount': 'It was won without an amount: send "won" once more with one.',
  'no-rate': 'site/rates.csv has no rate for its currency and day.',
  'amount-too-large': 'Its amount is too large to be counted exactly.',
};
