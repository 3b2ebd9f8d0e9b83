import * as z from 'zod';
import { civilDaySchema, verdictSchema } from './decision.ts';
import { refusalSchema } from './refusal.ts';

const verdictKindSchema = z.enum(verdictSchema.options.map(({ shape }) => shape.kind.value));

/** One treatment at one look: the interval that its verdict was taken from. */
export const lookLiftSchema = z.strictObject({
  variant: z.string(),
  verdict: verdictKindSchema,
  /** Whether the lift may be read: false while the whole look is withheld, as by a split that is off. */
  readable: z.boolean(),
  /** For all treatments at once where there are several; null limits are unbounded. */
  lift: z.union([
    z.strictObject({
      ok: z.literal(true),
      lower: z.number().nullable(),
      upper: z.number().nullable(),
      level: z.number(),
    }),
    refusalSchema,
  ]),
});
export type LookLift = z.infer<typeof lookLiftSchema>;

/** One look on record, with the primary metric alone. */
export const lookLineSchema = z.strictObject({
  day: civilDaySchema,
  /** Treatments in catalog order. */
  lifts: z.array(lookLiftSchema),
});
export type LookLine = z.infer<typeof lookLineSchema>;

/** Visitors of some days, and those of them who converted by now, one entry per variant. */
const seenSchema = z.strictObject({
  visitors: z.array(z.int()),
  converted: z.array(z.int()),
  /** Null without visitors. */
  rates: z.array(z.number().min(0).max(1).nullable()),
});

/** The primary metric over time. Arrays have one entry per variant, control first. */
export const timelineSchema = z.strictObject({
  metric: z.string(),
  /** Every look on record, the oldest first. */
  looks: z.array(lookLineSchema),
  /** Every day from the first visitor's to the last one's, empty days too. */
  days: z.array(seenSchema.extend({ day: civilDaySchema })),
  /** The last seven of them that are over, or as many as there are; null before one is over. */
  recent: seenSchema.extend({ from: civilDaySchema, to: civilDaySchema }).nullable(),
  /** Each epoch after the first, with the day of its first visitor. */
  epochs: z.array(z.strictObject({ epoch: z.int(), day: civilDaySchema })),
});
export type Timeline = z.infer<typeof timelineSchema>;
