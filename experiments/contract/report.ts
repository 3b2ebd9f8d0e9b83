import * as z from 'zod';
import { consentModeSchema } from '../definition/site.ts';

/**
 * Why a number does not exist; each has its sentence in `report/sentences.ts`. The reasons of the
 * statistics pass through; the last block is the report's own.
 */
export const refusalReasonSchema = z.enum([
  'invalid-counts',
  'invalid-moments',
  'invalid-alpha',
  'invalid-weights',
  'invalid-prior',
  'invalid-estimate',
  'invalid-plan',
  'invalid-p-values',
  'invalid-values',
  'invalid-paths',
  'no-visitors',
  'too-few-visitors',
  'no-conversions',
  'too-few-conversions',
  'no-control-conversions',
  'zero-variance',
  'unbounded-lift',
  'no-effect',
  'no-traffic',
  'unreachable',
  'no-plan',
  'mixed-units',
  'several-epochs',
  'unknown-weights',
  'mean-not-judged',
]);
export type RefusalReason = z.infer<typeof refusalReasonSchema>;

/** A number that may not exist: then the reason says why, never 0 or NaN. */
export const refusalSchema = z.strictObject({ ok: z.literal(false), reason: refusalReasonSchema });
export type Refusal = z.infer<typeof refusalSchema>;

/** An interval with its level (0.95) and method; `null` limits are unbounded. */
export const intervalSchema = z.strictObject({
  ok: z.literal(true),
  estimate: z.number().nullable(),
  lower: z.number().nullable(),
  upper: z.number().nullable(),
  level: z.number(),
  method: z.string(),
});
export type Interval = z.infer<typeof intervalSchema>;

/** What besides the counts an always-valid interval was computed with. */
export const tuningSchema = z.discriminatedUnion('kind', [
  z.strictObject({
    kind: z.literal('confidence-sequence'),
    /** Planned visitors of control and treatment together, frozen at the start. */
    nStar: z.int(),
    minConversions: z.int(),
  }),
  z.strictObject({
    kind: z.literal('stratified-confidence-sequence'),
    nStar: z.int(),
    minConversions: z.int(),
    /** Epochs in which both variants had visitors; only these count. */
    epochs: z.array(z.int()),
    /** Share of the pair that control was planned to get in the first of them. */
    plannedControlShare: z.number(),
  }),
  z.strictObject({
    kind: z.literal('exact-e-value'),
    concentration: z.number(),
    allocationControl: z.number(),
    allocationTreatment: z.number(),
  }),
]);
export type Tuning = z.infer<typeof tuningSchema>;

/** Lift of a treatment over control as fractions (0.12 = +12 %), valid at every look. */
export const liftSchema = intervalSchema.extend({
  pValue: z.number().min(0).max(1),
  tuning: tuningSchema,
  /**
   * With several treatments, for the primary metric: Holm's adjusted p-value, and the interval
   * at alpha / treatments, which holds for all treatments at once. Otherwise null.
   */
  family: z
    .strictObject({
      adjustedPValue: z.number().min(0).max(1),
      lower: z.number().nullable(),
      upper: z.number().nullable(),
      level: z.number(),
    })
    .nullable(),
});
export type Lift = z.infer<typeof liftSchema>;

export const metricCellSchema = z.strictObject({
  metric: z.string(),
  role: z.enum(['primary', 'secondary', 'guardrail']),
  converted: z.int().min(0),
  conversions: z.int().min(0),
  /** Wilson interval of the conversion rate. */
  rate: z.union([intervalSchema, refusalSchema]),
  /** Against control; null on the control itself. */
  lift: z.union([liftSchema, refusalSchema]).nullable(),
});
export type MetricCell = z.infer<typeof metricCellSchema>;

export const variantReportSchema = z.strictObject({
  variant: z.string(),
  control: z.boolean(),
  /** Weight in the newest epoch. */
  weightBp: z.int(),
  /** Exposed visitors that no bot rule flagged. */
  visitors: z.int().min(0),
  /** Exposed visitors flagged as bots; in no statistic. */
  bots: z.int().min(0),
  metrics: z.array(metricCellSchema),
});
export type VariantReport = z.infer<typeof variantReportSchema>;

export const srmSchema = z.strictObject({
  ok: z.literal(true),
  /** Always-valid p-value of the observed split. */
  pValue: z.number(),
  /** Pearson's statistic, summed over epochs; null when a variant of weight 0 has visitors. */
  chiSquare: z.number().nullable(),
  degreesOfFreedom: z.int(),
  chiSquarePValue: z.number(),
  alpha: z.number(),
  concentration: z.number(),
  mismatch: z.boolean(),
  /** Shares seen and planned, one per variant, control first. */
  observedShares: z.array(z.number()),
  plannedShares: z.array(z.number()),
});
export type Srm = z.infer<typeof srmSchema>;

/** Counts of one site day and epoch; arrays have one entry per variant, control first. */
export const dayCountsSchema = z.strictObject({
  /** Day of first exposure in the site's time zone, `2026-11-23`. */
  day: z.string(),
  epoch: z.int(),
  visitors: z.array(z.int()),
  bots: z.array(z.int()),
  /** Converted visitors by metric. */
  converted: z.record(z.string(), z.array(z.int())),
});
export type DayCounts = z.infer<typeof dayCountsSchema>;

export const ledgerSchema = z.strictObject({
  received: z.int(),
  accepted: z.int(),
  duplicate: z.int(),
  rejected: z.int(),
  rejectsByCode: z.record(z.string(), z.int()),
});
export type Ledger = z.infer<typeof ledgerSchema>;

export const stateCodeSchema = z.enum([
  'draft',
  'no-data',
  'withheld-units',
  'withheld-srm',
  'no-reading',
  'too-early',
  'no-decision',
  'ahead',
  'better',
  'worse',
  'flat',
  'ended',
]);
export type StateCode = z.infer<typeof stateCodeSchema>;

/** `GET /report/api/experiments/{id}.json`. */
export const experimentReportSchema = z.strictObject({
  v: z.literal(1),
  experiment: z.strictObject({
    id: z.string(),
    title: z.string(),
    owner: z.string(),
    status: z.enum(['draft', 'running', 'ended']),
    fingerprint: z.string(),
    primary: z.string(),
    landings: z.array(z.string()),
    allocationBp: z.int(),
    plannedVisitors: z.int().nullable(),
    alpha: z.number(),
  }),
  /** Epoch milliseconds of the newest row counted, or of the read. */
  asOf: z.int(),
  /** Newest exposure and conversion counted. */
  watermark: z.strictObject({ exposure: z.int(), conversion: z.int() }),
  /** Site days from the first exposure to the last, both included; null before the first. */
  days: z.int().nullable(),
  firstExposureAt: z.int().nullable(),
  mode: consentModeSchema.nullable(),
  /** Whether every number here counts the same kind of unit; null when unknown or mixed. */
  unit: z.enum(['visitor', 'view']).nullable(),
  state: z.strictObject({ code: stateCodeSchema, sentence: z.string() }),
  variants: z.array(variantReportSchema),
  /** Of the visitors counted; a mismatch withholds the verdict. */
  srm: z.union([srmSchema, refusalSchema]),
  /** The same with the bots left in. */
  srmWithBots: z.union([srmSchema, refusalSchema]),
  epochs: z.array(
    z.strictObject({
      epoch: z.int(),
      weightsBp: z.array(z.int()),
      allocationBp: z.int(),
      effectiveAt: z.int(),
    }),
  ),
  daily: z.array(dayCountsSchema),
  /** Visitors that were later seen in another variant. */
  multi: z.int().min(0),
  /** Rows of the whole site, not of this experiment alone. */
  ledger: ledgerSchema,
});
export type ExperimentReport = z.infer<typeof experimentReportSchema>;
