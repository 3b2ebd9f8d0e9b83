import * as z from 'zod';
import { consentModeSchema } from '../definition/site.ts';

/** A number that may not exist: then the reason says why, never 0 or NaN. */
export const refusalSchema = z.strictObject({ ok: z.literal(false), reason: z.string() });

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

/** Lift of a treatment over control as fractions (0.12 = +12 %), valid at every look. */
export const liftSchema = intervalSchema.extend({ pValue: z.number().min(0).max(1) });

export const metricCellSchema = z.strictObject({
  metric: z.string(),
  role: z.enum(['primary', 'secondary', 'guardrail']),
  converted: z.int().min(0),
  conversions: z.int().min(0),
  /** Wilson interval of the conversion rate. */
  rate: z.union([intervalSchema, refusalSchema]),
  /** Against control; absent on the control itself. */
  lift: z.union([liftSchema, refusalSchema]).nullable(),
});

export const variantReportSchema = z.strictObject({
  variant: z.string(),
  control: z.boolean(),
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
  chiSquare: z.number(),
  chiSquarePValue: z.number(),
  alpha: z.number(),
  mismatch: z.boolean(),
});

export const ledgerSchema = z.strictObject({
  received: z.int(),
  accepted: z.int(),
  duplicate: z.int(),
  rejected: z.int(),
  rejectsByCode: z.record(z.string(), z.int()),
});
export type Ledger = z.infer<typeof ledgerSchema>;

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
  }),
  /** Epoch milliseconds of the newest row counted, or of the read. */
  asOf: z.int(),
  /** Newest exposure and conversion counted. */
  watermark: z.strictObject({ exposure: z.int(), conversion: z.int() }),
  /** Site days from the first exposure to the last, both included; null before the first. */
  days: z.int().nullable(),
  firstExposureAt: z.int().nullable(),
  mode: consentModeSchema.nullable(),
  /** Whether every number here counts the same kind of unit. */
  unit: z.enum(['visitor', 'view']).nullable(),
  state: z.strictObject({ code: z.string(), sentence: z.string() }),
  variants: z.array(variantReportSchema),
  srm: z.union([srmSchema, refusalSchema]),
  /** Visitors that were later seen in another variant. */
  multi: z.int().min(0),
  ledger: ledgerSchema,
});
export type ExperimentReport = z.infer<typeof experimentReportSchema>;
