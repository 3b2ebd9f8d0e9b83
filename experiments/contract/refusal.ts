import * as z from 'zod';

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
  'too-few-buyers',
  'negative-count',
  'fractional-count',
  'unsafe-count',
  'not-a-number',
  'conversions-above-visitors',
  'weights-do-not-sum',
  'weights-per-variant',
  'invalid-day',
  'not-randomised',
  'windows-open',
  'some-windows-open',
  'too-few-closed',
]);
export type RefusalReason = z.infer<typeof refusalReasonSchema>;

/** A number that may not exist: then the reason says why, never 0 or NaN. */
export const refusalSchema = z.strictObject({ ok: z.literal(false), reason: refusalReasonSchema });
export type Refusal = z.infer<typeof refusalSchema>;
