import * as z from 'zod';

/** What a decision comes to in a month of 30 days, in conversions or in money. */
export const monthlySchema = z.strictObject({
  metric: z.string(),
  type: z.enum(['proportion', 'mean']),
  /** Visitors in 30 days at the pace of `paceDays`, those outside the allocation included. */
  visitors: z.number().min(0),
  /** Closed days that the pace was taken over. */
  paceDays: z.int().min(1),
  /** Control's share of converted visitors at the look; its value per visitor in minor units. */
  control: z.number(),
  /**
   * Per decided treatment the conversions a month, or minor units where the metric is a mean, that
   * it brings beyond control's. The limits are those of the lift; null is unbounded.
   */
  treatments: z.array(
    z.strictObject({
      variant: z.string(),
      estimate: z.number().nullable(),
      lower: z.number().nullable(),
      upper: z.number().nullable(),
      level: z.number(),
    }),
  ),
});
export type Monthly = z.infer<typeof monthlySchema>;
