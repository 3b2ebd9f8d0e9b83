import type { LeadDoubt, SpamReason } from '#experiments/contract/spam.ts';
import type { Unit } from '#experiments/report/strata/unit.ts';

/** Rows as the store takes them: plain values, one key per column. Column names live in the SQL. */

export type ExposureRow = {
  readonly unitId: string;
  readonly experimentId: string;
  readonly variantId: string;
  readonly epoch: number;
  readonly fingerprint: string;
  readonly eventId: string;
  readonly viewNonce: string;
  readonly landing: string;
  readonly occurredAt: number;
  readonly receivedAt: number;
  /** Day of `occurredAt` in the site's time zone. */
  readonly day: string;
  readonly mode: string;
  /** `day`: a visitor who can be told again on that day only. */
  readonly unit: Unit;
  readonly botReasons: number;
  readonly botRules: number;
  readonly device: string;
  readonly country: string;
  readonly returning: 0 | 1;
  /** Of the arrival, see `arrivalFacts`; '' is unknown. */
  readonly source: string;
  readonly campaign: string;
  readonly creative: string;
  readonly keyword: string;
  readonly flag: 'unknown-experiment' | 'outdated-definition' | 'after-consent' | null;
};

export type ConversionRow = {
  readonly eventId: string;
  readonly unitId: string;
  readonly metricId: string;
  readonly viewNonce: string;
  readonly landing: string;
  readonly occurredAt: number;
  readonly receivedAt: number;
  readonly valueMinor: number | null;
  readonly currency: string | null;
  /** Absent: 1. -1 takes one back; 0 changes the value of one. */
  readonly quantity?: 1 | 0 | -1;
  readonly flag: 'unknown-metric' | null;
};

export type TouchpointRow = {
  readonly eventId: string;
  /** Null for an arrival that could not be tied to a visitor. */
  readonly unitId: string | null;
  readonly viewNonce: string;
  readonly landing: string;
  readonly occurredAt: number;
  readonly receivedAt: number;
  readonly query: string;
  readonly referrer: string;
  readonly source: 'exposure' | 'form';
};

export type SignalRow = {
  readonly eventId: string;
  readonly viewNonce: string;
  readonly landing: string;
  readonly stage: 'rendered' | 'interactive' | 'error';
  readonly detail: string | null;
  readonly receivedAt: number;
};

export type RejectRow = {
  readonly code: string;
  readonly message: string;
  /** The rejected input, cut; never a form's values. */
  readonly payload: string;
};

export type LeadRow = {
  readonly leadId: string;
  readonly formId: string;
  readonly landing: string;
  readonly unitId: string | null;
  readonly viewNonce: string | null;
  readonly occurredAt: number;
  readonly sealedFields: string;
  /** See `emailKeys`; null without an address. */
  readonly emailKey: string | null;
  /** JSON of a `ConsentSnapshot`. */
  readonly consent: string;
  /** Use for ads was granted. */
  readonly adUse: boolean;
  readonly doubt: LeadDoubt | null;
  readonly spamReason: SpamReason | null;
};

/** One experiment that a lead was in. */
export type LeadExperimentRow = {
  readonly experimentId: string;
  readonly variantId: string;
  readonly epoch: number;
  readonly fingerprint: string;
};

/** What one platform knows a lead by, encrypted. */
export type LeadDigestRow = {
  readonly platform: string;
  readonly sealed: string;
  readonly deleteAt: number;
};
