import * as z from 'zod';

/** Whether the variants got the visitors that their weights promise. */
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
