import * as z from 'zod';
import { BOT_REASON_NAMES, type BotReason } from '../bots/reasons.ts';
import { liftSchema } from './interval.ts';
import { refusalSchema } from './refusal.ts';
import { srmSchema } from './srm.ts';

const reasonSchema = z.enum(BOT_REASON_NAMES as [BotReason, ...BotReason[]]);
const perVariant = z.array(z.int().min(0));

/** Visitors whose requests were looked at by one version and said the same; the rest as by dimension. */
export const botGroupSchema = z.strictObject({
  /** Version of the rules that looked at them. */
  version: z.int(),
  /** The stored bits: see `BOT_REASONS`. */
  bits: z.int().min(0),
  epochs: z.array(
    z.strictObject({
      epoch: z.int(),
      visitors: z.array(z.int()),
      converted: z.array(z.int()),
      sumMinor: z.array(z.number()),
      sumSquares: z.array(z.number()),
    }),
  ),
});
export type BotGroup = z.infer<typeof botGroupSchema>;

/** What the experiment would read like under some rules. Arrays: one entry per variant. */
export const botReadingSchema = z.strictObject({
  /** `everybody`: nobody left out; `version`: rules as shipped; `every-reason`: whoever has one. */
  rules: z.enum(['everybody', 'version', 'site', 'every-reason']),
  /** Of `version` and `site`. */
  version: z.int().nullable(),
  /** Whether the numbers of the report are made by these. */
  inUse: z.boolean(),
  leavesOut: z.array(reasonSchema),
  visitors: perVariant,
  leftOut: perVariant,
  converted: perVariant,
  split: z.union([srmSchema, refusalSchema]),
  /** Of the primary metric, one per treatment. */
  lifts: z.array(z.union([liftSchema, refusalSchema])),
});
export type BotReading = z.infer<typeof botReadingSchema>;

/** The primary metric with and without those who are taken for programs, by every set of rules. */
export const botsReportSchema = z.strictObject({
  metric: z.string(),
  /** What site.yaml chose. */
  choice: z.strictObject({
    rules: z.int(),
    also: z.array(reasonSchema),
    keep: z.array(reasonSchema),
  }),
  groups: z.array(botGroupSchema),
  /** Visitors with each reason, whether it leaves them out or not; who has several is in several. */
  reasons: z.array(z.strictObject({ reason: reasonSchema, visitors: perVariant })),
  /** Visitors that an older version looked at: newer reasons are not known of them. */
  lookedAtBefore: z.int().min(0),
  readings: z.array(botReadingSchema),
});
export type BotsReport = z.infer<typeof botsReportSchema>;
