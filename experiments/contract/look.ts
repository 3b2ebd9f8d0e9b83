import * as z from 'zod';
import { civilDaySchema, decisionSchema, verdictSchema } from './decision.ts';
import { liftSchema } from './interval.ts';
import { refusalSchema } from './refusal.ts';
import { srmSchema } from './srm.ts';
import { stratumSchema } from './stratum.ts';

/** Whether a guardrail is kept: its interval excludes a loss of the margin, is one, or is open. */
export const guardrailStatusSchema = z.enum(['holds', 'fails', 'unclear']);
export type GuardrailStatus = z.infer<typeof guardrailStatusSchema>;

/** Visitors of the same experiment under another definition. */
export const otherDefinitionSchema = z.strictObject({
  fingerprint: z.string(),
  visitors: z.int().min(1),
});
export type OtherDefinition = z.infer<typeof otherDefinitionSchema>;

export const comparisonSchema = z.strictObject({
  metric: z.string(),
  role: z.enum(['primary', 'secondary', 'guardrail']),
  type: z.enum(['proportion', 'mean']),
  direction: z.enum(['up', 'down']),
  lift: z.union([liftSchema, refusalSchema]),
  /** The largest relative loss that is accepted, and whether it is excluded. */
  guardrail: z.strictObject({ marginBp: z.int().min(0), status: guardrailStatusSchema }).nullable(),
});
export type Comparison = z.infer<typeof comparisonSchema>;

export const treatmentLookSchema = z.strictObject({
  variant: z.string(),
  verdict: verdictSchema,
  /** Primary, secondary, guardrails. A metric that is named twice keeps its first role. */
  comparisons: z.array(comparisonSchema),
});
export type TreatmentLook = z.infer<typeof treatmentLookSchema>;

/** The decision on the counts of all days up to one, and every number that it rests on. */
export const decidedSchema = z.strictObject({
  v: z.literal(1),
  /** The last day that counts. */
  day: civilDaySchema,
  /** Variants in catalog order, control first. */
  variants: z.array(z.string()),
  /** `url`: an ad platform chose who came to which arm; absent where visitors were randomised. */
  assignedBy: z.literal('url').optional(),
  alpha: z.number(),
  plannedVisitors: z.int().nullable(),
  firstDay: civilDaySchema.nullable(),
  /** Days from the first exposure to the last, both included. */
  days: z.int().nullable(),
  /** Share of the visitors whose window of the primary metric has closed. */
  closedShare: z.number().min(0).max(1).nullable(),
  unit: z.enum(['visitor', 'day', 'view']).nullable(),
  /** Other definitions of the experiment that had visitors by then; they are in no number here. */
  others: z.array(otherDefinitionSchema).optional(),
  /** What the verdicts were held against, besides the split: see `report/thresholds.ts`. */
  terms: z.strictObject({
    equivalenceBp: z.int().nullable(),
    /** Of the primary metric; null when no metric bears its name. */
    windowDays: z.number().nullable(),
    wholeWeeks: z.int(),
    closedShare: z.number(),
  }),
  strata: z.array(stratumSchema),
  srm: z.union([srmSchema, refusalSchema]),
  treatments: z.array(treatmentLookSchema),
  decision: decisionSchema,
});
export type Decided = z.infer<typeof decidedSchema>;

/** A look as it was taken once and kept. */
export const lookSchema = decidedSchema.extend({
  /** Epoch milliseconds. */
  takenAt: z.int(),
  /** Newest exposure and conversion on record when it was taken. */
  watermark: z.strictObject({ exposure: z.int(), conversion: z.int() }),
});
export type Look = z.infer<typeof lookSchema>;

/** The first look at which a treatment's interval left out 0; kept for the record. */
export const crossingSchema = z.strictObject({
  variant: z.string(),
  metric: z.string(),
  day: civilDaySchema,
  takenAt: z.int(),
  /** Visitors of control and the treatment together. */
  visitors: z.int(),
  /** The interval then, which holds for its whole family; null is unbounded. */
  lower: z.number().nullable(),
  upper: z.number().nullable(),
  level: z.number(),
});
export type Crossing = z.infer<typeof crossingSchema>;
