import type { BotChoice } from '../../bots/rules.ts';
import type { Dimension } from '../../contract/dimension.ts';
import type { Stage } from '../../contract/health.ts';
import type { OtherDefinition } from '../../contract/look.ts';
import type { ConsentMode } from '../../definition/settings/site.ts';
import type { MetricDelays } from '../decision/maturity-of.ts';
import type { Unit } from '../strata/unit.ts';

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

/** The same counts of one landing; `landing` is its public path. */
export type LandingCounts = {
  readonly exposures: readonly (ExposureCount & { readonly landing: string })[];
  readonly conversions: readonly (ConversionCount & { readonly landing: string })[];
};

/** What one value of a dimension is counted under: '' is unknown, null the values not told apart. */
export type DimensionKey = {
  readonly dimension: Dimension;
  readonly value: string | null;
  readonly variantId: string;
  readonly epoch: number;
};

/** Counts by dimension, one dimension at a time, over all days; conversions of the primary metric. */
export type DimensionCounts = {
  readonly exposures: readonly (DimensionKey & Pick<ExposureCount, 'visitors' | 'bots'>)[];
  readonly conversions: readonly (DimensionKey &
    Pick<ConversionCount, 'converted' | 'sumMinor' | 'sumSquares'>)[];
};

/** Visitors with the same stored reasons, over all days; those who are left out, too. */
export type BotKey = {
  /** Version of the rules that looked at their requests, and the bits that it found. */
  readonly version: number;
  readonly bits: number;
  readonly variantId: string;
  readonly epoch: number;
};

/** Counts by stored bot reasons, conversions of the primary metric; and the rules in use. */
export type BotCounts = {
  readonly choice: BotChoice;
  readonly exposures: readonly (BotKey & Pick<ExposureCount, 'visitors'>)[];
  readonly conversions: readonly (BotKey &
    Pick<ConversionCount, 'converted' | 'sumMinor' | 'sumSquares'>)[];
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

/** First views of new visitors that came as far as a stage; `flagged`: taken for programs. */
export type FirstViewCount = {
  readonly variantId: string;
  readonly epoch: number;
  readonly stage: Stage;
  readonly flagged: boolean;
  readonly views: number;
};

/** What tells whether the counts can be trusted. */
export type HealthCounts = {
  /** The last site day that is over, by which windows are open or closed. */
  readonly closedDay: string;
  /** First site day with counted views; null before. */
  readonly since: string | null;
  readonly firstViews: readonly FirstViewCount[];
  /** Of the newest exposures: how many came late, and the median delay in milliseconds. */
  readonly late: {
    readonly sampled: number;
    readonly late: number;
    readonly medianMs: number | null;
  };
  /** Of the newest conversions on the experiment's pages: those of units never exposed. */
  readonly unexposed: { readonly sampled: number; readonly without: number };
};

/** Everything a report of one experiment is computed from, read in one transaction. */
export type ExperimentCounts = {
  /** Epoch milliseconds of the read. */
  readonly asOf: number;
  /** Highest exposure and conversion `seq` counted. */
  readonly watermark: { readonly exposure: number; readonly conversion: number };
  readonly exposures: readonly ExposureCount[];
  readonly conversions: readonly ConversionCount[];
  /**
   * The last site day that is over, by which the windows of late stages are open or closed. Without
   * one, that of the newest exposure.
   */
  readonly closedDay?: string;
  /** Where the experiment has several landings: the same visitors, landing by landing. */
  readonly landings?: LandingCounts;
  /** Where they were asked for. */
  readonly dimensions?: DimensionCounts;
  readonly bots?: BotCounts;
  readonly health?: HealthCounts;
  /** How late the conversions of late stages came, where that was asked for. */
  readonly delays?: readonly MetricDelays[];
  /** Definitions other than the one that is read, with visitors. */
  readonly others?: readonly OtherDefinition[];
  readonly epochs: readonly EpochRow[];
  /** Visitors later seen in another variant than their first. */
  readonly multi: number;
  /** Epoch milliseconds of the first exposure. */
  readonly firstExposureAt: number | null;
  /** Where consent recognises some visitors and others not: what is counted apart, in no number here. */
  readonly otherUnit?: UnitCount;
  /** Where a third unit is counted apart, too: the rarer one. */
  readonly thirdUnit?: UnitCount;
  /** Consent modes among the exposures; more than one means units may be mixed. */
  readonly modes: readonly ConsentMode[];
  readonly ledger: LedgerCounts;
};

/** How many of one unit. */
export type UnitCount = { readonly unit: Unit; readonly count: number };
