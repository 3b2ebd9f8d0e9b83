import * as z from 'zod';
import { civilDaySchema } from './decision.ts';
import { refusalSchema } from './refusal.ts';

/** How many conversions came so many whole days after the first exposure, windows over. */
export const delaySchema = z.strictObject({ days: z.int().min(0), conversions: z.int().min(1) });
export type Delay = z.infer<typeof delaySchema>;

/** Visitors of one week, and how much of their late conversions has come. */
export const cohortSchema = z.strictObject({
  /** First and last day of exposure, both included. */
  from: civilDaySchema,
  to: civilDaySchema,
  /** One entry per variant, control first. */
  visitors: z.array(z.int().min(0)),
  /** Converted so far. */
  converted: z.array(z.int().min(0)),
  /** Whether the window of all of them is over. */
  closed: z.boolean(),
  /**
   * Share of the conversions to expect within the window that have come by now, for visitors who
   * take as long as those before them; limits from the number of those. 1 once closed.
   */
  share: z.union([
    z.strictObject({
      ok: z.literal(true),
      estimate: z.number().min(0).max(1),
      lower: z.number().min(0).max(1),
      upper: z.number().min(0).max(1),
    }),
    refusalSchema,
  ]),
});
export type Cohort = z.infer<typeof cohortSchema>;

/** How far a late stage is, week by week of exposure. */
export const maturitySchema = z.strictObject({
  metric: z.string(),
  windowDays: z.number(),
  /** What the shares are learned from: conversions of visitors whose window is over, site-wide. */
  delays: z.array(delaySchema),
  /** How many of those are needed. */
  needed: z.int(),
  cohorts: z.array(cohortSchema),
});
export type Maturity = z.infer<typeof maturitySchema>;
