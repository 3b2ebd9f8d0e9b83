import type { DealState } from '../revenue/deal-state.ts';

/** A lead in the report, newest first. */
export type LeadLine = {
  readonly seq: number;
  readonly leadId: string;
  readonly formId: string;
  /** Public path of the landing. */
  readonly landing: string;
  /** Epoch milliseconds. */
  readonly submittedAt: number;
  /** When a double opt-in was confirmed; null where none was asked for or none came. */
  readonly confirmedAt: number | null;
  /** When the personal data were deleted. */
  readonly erasedAt: number | null;
  readonly spamReason: string | null;
  /** Where it came from; '' is unknown. */
  readonly source: string;
  readonly campaign: string;
  /** Channels of the first and the last arrival before it; null until they are settled. */
  readonly cameBy: { readonly first: string; readonly last: string } | null;
  readonly experiments: readonly { readonly experiment: string; readonly variant: string }[];
  readonly consent: LeadConsent;
  readonly deals: readonly LeadDeal[];
  readonly deliveries: readonly LeadDeliveryState[];
  /** What the person typed; null for who may not see it, once erased, and where its key is gone. */
  readonly fields: Readonly<Record<string, string>> | null;
};

export type LeadConsent = {
  /** granted, denied or unknown. */
  readonly ads: string;
  /** Whether use for ads is allowed still. */
  readonly adUse: boolean;
  readonly gpc: boolean;
  /** form, banner or rule; '' where nothing was kept. */
  readonly from: string;
  readonly version: string;
};

/** A deal that is credited to the lead. */
export type LeadDeal = {
  readonly source: string;
  readonly dealId: string;
  readonly state: DealState;
};

/** Where a lead is on its way to one destination. */
export type LeadDeliveryState = {
  readonly destination: string;
  readonly state: 'waiting' | 'delivered' | 'given-up' | 'not-sent';
  /** Why it is not sent (erased, spam), or the last error; '' where all is well. */
  readonly why: string;
  /** Null unless it waits after a failure. */
  readonly nextTryAt: number | null;
  /** Ids of the record there. */
  readonly references: readonly string[];
};

/** A stage that a CRM told and that belongs to no lead so far. */
export type UnmatchedStage = {
  readonly receivedAt: number;
  readonly occurredAt: number;
  readonly source: string;
  readonly stage: string;
  /** '' where the news is about the lead alone. */
  readonly dealId: string;
  readonly amountMinor: number | null;
  readonly currency: string | null;
  /** What it named the lead by: hand-off, record id, lead id, e-mail. */
  readonly named: readonly string[];
};
