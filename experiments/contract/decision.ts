import * as z from 'zod';
import { refusalReasonSchema } from './refusal.ts';

/** A day of the site's time zone, `2026-11-23`. */
export const civilDaySchema = z.string().regex(/^\d{4}-\d{2}-\d{2}$/);

/** What a leading treatment still waits for. */
export const openConditionSchema = z.enum([
  /** Fewer whole weeks than `WHOLE_WEEKS` have passed. */
  'weeks',
  /** Less than `CLOSED_SHARE` of the visitors have had their whole conversion window. */
  'windows',
  /** A guardrail's interval still reaches beyond its margin. */
  'guardrail',
]);
export type OpenCondition = z.infer<typeof openConditionSchema>;

export const withheldReasonSchema = z.enum([
  /**
   * Somebody else chose who came to which arm, and there is nothing to judge them on: the primary
   * metric is no sale, or none of it ever arrived (`refusal`: no-conversions).
   */
  'not-randomised',
  /** The split of visitors is not the planned one. */
  'srm',
  /** The split cannot be checked; `refusal` says why. */
  'split-unknown',
  /** Visitors and single page views are mixed. */
  'mixed-units',
  /** Visitors were counted under another definition of the same experiment. */
  'mixed-definitions',
  /** The counts cannot be true; `refusal` names the fault. */
  'impossible-counts',
  /** The primary metric cannot be read; `refusal` says why. */
  'no-reading',
  /** The treatment leads, and loses more on a guardrail than its margin allows. */
  'guardrail-failed',
]);
export type WithheldReason = z.infer<typeof withheldReasonSchema>;

/** What one look says about one treatment. */
export const verdictSchema = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('better') }),
  z.strictObject({
    kind: z.literal('ahead'),
    open: z.array(openConditionSchema).min(1),
    /** The day on which the conditions can be met at the present pace; null when unknown. */
    waitUntil: civilDaySchema.nullable(),
  }),
  z.strictObject({ kind: z.literal('worse') }),
  z.strictObject({
    kind: z.literal('no-difference'),
    /** The margin, as a fraction: 0.05 = ±5 %. */
    equivalence: z.number(),
  }),
  z.strictObject({
    kind: z.literal('undecided'),
    /** Days to the planned size at the present pace; 0 when it is reached, null when unknown. */
    daysLeft: z.int().min(0).nullable(),
  }),
  z.strictObject({
    kind: z.literal('withheld'),
    reason: withheldReasonSchema,
    refusal: refusalReasonSchema.nullable(),
  }),
]);
export type Verdict = z.infer<typeof verdictSchema>;

/** What one look says about the experiment as a whole. */
export const decisionSchema = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('no-data') }),
  ...verdictSchema.options,
]);
export type Decision = z.infer<typeof decisionSchema>;
