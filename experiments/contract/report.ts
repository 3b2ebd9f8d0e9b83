import * as z from 'zod';
import { consentModeSchema } from '../definition/settings/site.ts';
import { botsReportSchema } from './bots.ts';
import { civilDaySchema } from './decision.ts';
import { dimensionsSchema } from './dimension.ts';
import { funnelStepSchema, stageCostSchema } from './funnel.ts';
import { healthSchema } from './health.ts';
import { intervalSchema, liftSchema } from './interval.ts';
import { crossingSchema, lookSchema, otherDefinitionSchema } from './look.ts';
import { maturitySchema } from './maturity.ts';
import { monthlySchema } from './monthly.ts';
import { panelSchema } from './panel.ts';
import { refusalSchema } from './refusal.ts';
import { reportedExperimentSchema } from './reported-experiment.ts';
import { srmSchema } from './srm.ts';
import { stratumSchema } from './stratum.ts';
import { timelineSchema } from './timeline.ts';

export const metricCellSchema = z.strictObject({
  metric: z.string(),
  role: z.enum(['primary', 'secondary', 'guardrail']),
  /** So far, whether their windows are over or not. */
  converted: z.int().min(0),
  conversions: z.int().min(0),
  /**
   * Of a late stage: the visitors whose window is over, who came until that day, and those of them
   * who converted; rate, value and lift are theirs. `leads`: where the metric is a share of leads,
   * how many of them became one. Absent where everybody counts.
   */
  closed: z
    .strictObject({
      until: civilDaySchema,
      visitors: z.int().min(0),
      leads: z.int().min(0).nullable(),
      converted: z.int().min(0),
    })
    .optional(),
  /** Wilson interval of the conversion rate; of a share of leads, of that share. */
  rate: z.union([intervalSchema, refusalSchema]),
  /** Mean value per visitor in minor units; null where the metric is a proportion. */
  value: z.union([intervalSchema, refusalSchema]).nullable(),
  /** Against control; null on the control itself. */
  lift: z.union([liftSchema, refusalSchema]).nullable(),
  /**
   * Conversions per 1 000 visitors of control and of this treatment, and the range of the change that
   * follows from the lift. Null on the control, for a mean, and without visitors.
   */
  perThousand: z
    .strictObject({
      control: z.number(),
      treatment: z.number(),
      changeLower: z.number().nullable(),
      changeUpper: z.number().nullable(),
    })
    .nullable(),
});
export type MetricCell = z.infer<typeof metricCellSchema>;

export const variantReportSchema = z.strictObject({
  variant: z.string(),
  control: z.boolean(),
  /** Weight in the newest epoch. */
  weightBp: z.int(),
  /** Exposed visitors that no bot rule flagged. */
  visitors: z.int().min(0),
  /** Exposed visitors flagged as bots; in no statistic. */
  bots: z.int().min(0),
  metrics: z.array(metricCellSchema),
  /** From the visitor to the last stage on record; null where no metric counts a later stage. */
  funnel: z.array(funnelStepSchema).nullable(),
  /** What a lead, a qualified lead and a customer cost; null where no spend is on record. */
  costs: z.array(stageCostSchema).nullable(),
});
export type VariantReport = z.infer<typeof variantReportSchema>;

/** Counts of one site day and epoch; arrays have one entry per variant, control first. */
export const dayCountsSchema = z.strictObject({
  /** Day of first exposure in the site's time zone, `2026-11-23`. */
  day: z.string(),
  epoch: z.int(),
  visitors: z.array(z.int()),
  bots: z.array(z.int()),
  /** Converted visitors by metric. */
  converted: z.record(z.string(), z.array(z.int())),
});
export type DayCounts = z.infer<typeof dayCountsSchema>;

export const ledgerSchema = z.strictObject({
  received: z.int(),
  accepted: z.int(),
  duplicate: z.int(),
  rejected: z.int(),
  rejectsByCode: z.record(z.string(), z.int()),
});
export type Ledger = z.infer<typeof ledgerSchema>;

/** What stands above a report: a decision of the last look, or why there is none yet. */
export const stateCodeSchema = z.enum([
  'draft',
  'no-data',
  /** There are visitors, but no day of them is over. */
  'first-look',
  'withheld',
  'undecided',
  'ahead',
  'better',
  'worse',
  'no-difference',
  /** From the report; the reading stands in its sentence and in `look`. */
  'paused',
  'ended',
]);
export type StateCode = z.infer<typeof stateCodeSchema>;

/** A page view, a visitor, or a visitor who can be told again on one day only. */
const unitSchema = z.enum(['visitor', 'day', 'view']);
const unitCountSchema = z.strictObject({ unit: unitSchema, count: z.int() });

/** `GET /report/api/experiments/{id}.json`. */
export const experimentReportSchema = z.strictObject({
  v: z.literal(1),
  experiment: reportedExperimentSchema,
  /** Epoch milliseconds of the newest row counted, or of the read. */
  asOf: z.int(),
  /** Newest exposure and conversion counted. */
  watermark: z.strictObject({ exposure: z.int(), conversion: z.int() }),
  /** Site days from the first exposure to the last, both included; null before the first. */
  days: z.int().nullable(),
  firstExposureAt: z.int().nullable(),
  /** The last site day that is over, by which windows of late stages are open; null when unknown. */
  closedDay: civilDaySchema.nullable(),
  mode: consentModeSchema.nullable(),
  /** Whether every number here counts the same kind of unit; null when unknown or mixed. */
  unit: unitSchema.nullable(),
  /** Where consent recognises some visitors and others not: how many of the other unit there are. */
  otherUnit: unitCountSchema.optional(),
  /** A third unit, the rarer one; in no number either. */
  thirdUnit: unitCountSchema.optional(),
  /** From the last look, never from the counts of this moment. */
  state: z.strictObject({ code: stateCodeSchema, sentence: z.string() }),
  /** The last look: the decision on closed days, kept as it was taken. Null before the first. */
  look: lookSchema.nullable(),
  /** Chance to win and expected loss at the last look; null where it has none. */
  panel: panelSchema.nullable(),
  /** What the decision comes to in a month; null before one. */
  monthly: monthlySchema.nullable(),
  /** The day that the next look covers and the moment it is due; null when none will come. */
  nextLook: z.strictObject({ day: civilDaySchema, at: z.int() }).nullable(),
  /** Per treatment and metric the first look whose interval left out 0. */
  crossings: z.array(crossingSchema),
  variants: z.array(variantReportSchema),
  /** Of the visitors counted; a mismatch withholds the verdict. */
  srm: z.union([srmSchema, refusalSchema]),
  /** The same with the bots left in. */
  srmWithBots: z.union([srmSchema, refusalSchema]),
  epochs: z.array(
    z.strictObject({
      epoch: z.int(),
      weightsBp: z.array(z.int()),
      allocationBp: z.int(),
      effectiveAt: z.int(),
    }),
  ),
  daily: z.array(dayCountsSchema),
  /** The same by epoch, with the sums of values: what the lifts are made of. */
  strata: z.array(stratumSchema),
  /** The primary metric by dimension; null where it was not asked for, as in lists. */
  dimensions: dimensionsSchema.nullable(),
  /** With and without programs, by every set of bot rules; absent where it was not asked for. */
  bots: botsReportSchema.optional(),
  /** Whether all this can be trusted; null where it was not asked for, as in lists. */
  health: healthSchema.nullable(),
  /** Of every late stage, how much of what will come has come; null where it was not asked for. */
  maturity: z.array(maturitySchema).nullable(),
  /** The primary metric over time; null where it was not asked for, as in lists. */
  timeline: timelineSchema.nullable(),
  /** Other definitions of this experiment that had visitors; they are in no number here. */
  others: z.array(otherDefinitionSchema),
  /** Visitors that were later seen in another variant. */
  multi: z.int().min(0),
  /** Rows of the whole site, not of this experiment alone. */
  ledger: ledgerSchema,
});
export type ExperimentReport = z.infer<typeof experimentReportSchema>;
