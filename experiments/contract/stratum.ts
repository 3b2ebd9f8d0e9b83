import * as z from 'zod';
import { civilDaySchema } from './decision.ts';

/**
 * Sums of one epoch, in which the chance of every variant was constant, and of one landing where
 * the experiment has several: all that a lift is made of. Arrays have one entry per variant,
 * control first.
 */
export const stratumSchema = z.strictObject({
  epoch: z.int(),
  /** Public path; '' is the landings too small to stand alone; absent with a single landing. */
  landing: z.string().optional(),
  /** Weights in basis points; null when the epoch is not recorded. */
  weightsBp: z.array(z.int()).nullable(),
  /** Exposed visitors that no bot rule flagged. */
  visitors: z.array(z.int()),
  /** By metric. */
  metrics: z.record(
    z.string(),
    z.strictObject({
      /** Visitors with at least one conversion in the metric's window. */
      converted: z.array(z.int()),
      /** Sum and sum of squares of the value per visitor, in minor units. */
      sumMinor: z.array(z.number()),
      sumSquares: z.array(z.number()),
      /**
       * Of a late stage: only visitors whose window is over are in its sums, those who came until
       * this day. `per`: where the metric is a share of leads, the metric that counts the leads.
       * Absent where everybody is.
       */
      closed: z
        .strictObject({
          until: civilDaySchema,
          visitors: z.array(z.int()),
          per: z.string().optional(),
        })
        .optional(),
      /** Of a share of leads: how many of those visitors became leads. */
      leads: z.array(z.int()).optional(),
    }),
  ),
});
export type Stratum = z.infer<typeof stratumSchema>;
