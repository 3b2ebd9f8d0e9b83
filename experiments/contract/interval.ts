import * as z from 'zod';

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
    kind: z.literal('mean-confidence-sequence'),
    nStar: z.int(),
    minBuyers: z.int(),
  }),
  z.strictObject({
    kind: z.literal('stratified-mean-confidence-sequence'),
    nStar: z.int(),
    minBuyers: z.int(),
    epochs: z.array(z.int()),
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
   * What holds for a whole family of comparisons together: adjusted p-value, and the interval at
   * alpha / size. Holm over the treatments of the primary metric; Benjamini-Hochberg, which is
   * exploratory, over all secondary comparisons. Null for a family of one and for guardrails.
   */
  family: z
    .strictObject({
      correction: z.enum(['holm', 'BH']),
      size: z.int().min(2),
      adjustedPValue: z.number().min(0).max(1),
      lower: z.number().nullable(),
      upper: z.number().nullable(),
      level: z.number(),
    })
    .nullable(),
});
export type Lift = z.infer<typeof liftSchema>;
