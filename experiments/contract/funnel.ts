import * as z from 'zod';
import { intervalSchema } from './interval.ts';
import { refusalSchema } from './refusal.ts';
import { stageSchema } from './stages.ts';

/** Visitors of one variant who came as far as a stage. */
export const funnelStepSchema = z.strictObject({
  stage: z.union([z.literal('visitor'), stageSchema]),
  /** The metric that counts it; null for the visitors themselves. */
  metric: z.string().nullable(),
  reached: z.int().min(0),
  /** Share of the variant's visitors; null without any. */
  ofVisitors: z.number().nullable(),
});
export type FunnelStep = z.infer<typeof funnelStepSchema>;

/** What one lead, qualified lead or customer of a variant cost, in minor units. */
export const stageCostSchema = z.strictObject({
  stage: stageSchema,
  currency: z.string(),
  cost: z.union([intervalSchema, refusalSchema]),
});
export type StageCost = z.infer<typeof stageCostSchema>;
