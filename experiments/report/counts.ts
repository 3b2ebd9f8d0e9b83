import type { ConsentMode } from '../definition/site.ts';

/** Exposed visitors of one variant, epoch and day of first exposure. */
export type ExposureCount = {
  readonly variantId: string;
  readonly epoch: number;
  /** Day of first exposure in the site's time zone, `2026-11-23`. */
  readonly day: string;
  /** Visitors that no bot rule flagged. */
  readonly visitors: number;
  /** Visitors flagged as bots. */
  readonly bots: number;
};

/** Conversions of unflagged visitors within the metric's window, by day of their exposure. */
export type ConversionCount = {
  readonly variantId: string;
  readonly epoch: number;
  readonly day: string;
  readonly metricId: string;
  /** Visitors with at least one conversion. */
  readonly converted: number;
  readonly conversions: number;
  /** Sum and sum of squares of the value per visitor, in minor units. */
  readonly sumMinor: number;
  readonly sumSquares: number;
};

export type EpochRow = {
  readonly epoch: number;
  /** One entry per variant in catalog order, control first. */
  readonly weightsBp: readonly number[];
  readonly allocationBp: number;
  /** Epoch milliseconds. */
  readonly effectiveAt: number;
};

/** Counts of rows by outcome over the whole site: received = accepted + duplicate + rejected. */
export type LedgerCounts = {
  readonly accepted: number;
  readonly duplicate: number;
  readonly rejected: number;
  readonly rejectsByCode: Readonly<Record<string, number>>;
};

/** Everything a report of one experiment is computed from, read in one transaction. */
export type ExperimentCounts = {
  /** Epoch milliseconds of the read. */
  readonly asOf: number;
  /** Highest exposure and conversion `seq` counted. */
  readonly watermark: { readonly exposure: number; readonly conversion: number };
  readonly exposures: readonly ExposureCount[];
  readonly conversions: readonly ConversionCount[];
  readonly epochs: readonly EpochRow[];
  /** Visitors later seen in another variant than their first. */
  readonly multi: number;
  /** Epoch milliseconds of the first exposure. */
  readonly firstExposureAt: number | null;
  /** Consent modes among the exposures; more than one means units may be mixed. */
  readonly modes: readonly ConsentMode[];
  readonly ledger: LedgerCounts;
};
