import type { DeliveredLead } from '#experiments/crm/delivered-lead.ts';
import type { Send } from './deliver.ts';
import type { Outcome } from './outcome.ts';

/** What one try to deliver a lead works with. */
export type LeadDelivery = {
  readonly lead: DeliveredLead;
  /** Value of the destination's secret. */
  readonly secret: string;
  readonly messageId: string;
  readonly now: number;
  readonly send: Send;
};

/** A delivery that was taken says what the receiver calls the lead; null where it does not say. */
export type LeadOutcome =
  | { readonly kind: 'taken'; readonly reference: string | null }
  | Exclude<Outcome, { readonly kind: 'taken' }>;
