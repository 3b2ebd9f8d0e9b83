import * as z from 'zod';
import { civilDaySchema } from './decision.ts';
import { refusalSchema } from './refusal.ts';

/** What is believed of one treatment after the data of a look; no decision rests on it. */
export const beliefSchema = z.strictObject({
  ok: z.literal(true),
  /** Chance that the treatment is better than control, in the direction that is good. */
  chanceToBeat: z.number().min(0).max(1),
  /**
   * What is given away on average by choosing the treatment: a share of the visitors, or minor units
   * per visitor where the metric is a mean.
   */
  expectedLoss: z.number().min(0),
  method: z.enum(['beta-binomial', 'normal-stratified', 'normal-means']),
});
export type Belief = z.infer<typeof beliefSchema>;

/** Chance to win and expected loss by treatment, on the counts of one look. */
export const panelSchema = z.strictObject({
  v: z.literal(1),
  /** The look that it was computed from. */
  day: civilDaySchema,
  metric: z.string(),
  type: z.enum(['proportion', 'mean']),
  treatments: z.array(
    z.strictObject({ variant: z.string(), belief: z.union([beliefSchema, refusalSchema]) }),
  ),
});
export type Panel = z.infer<typeof panelSchema>;
