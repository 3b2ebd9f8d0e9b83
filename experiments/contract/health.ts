import * as z from 'zod';
import { dimensionSchema } from './dimension.ts';
import { HEALTH_CHECKS } from './health-checks.ts';
import { refusalSchema } from './refusal.ts';
import { srmSchema } from './srm.ts';

/**
 * How far a view came: its visitor was assigned; its page could not be served and the control stood
 * in (`failed`); its tracker said that it was shown, drawn, loaded, or met an error.
 */
export const stageSchema = z.enum([
  'assigned',
  'failed',
  'exposed',
  'rendered',
  'interactive',
  'error',
]);
export type Stage = z.infer<typeof stageSchema>;

const perVariant = z.array(z.int().min(0));

/** Views of visitors who came for the first time, in one epoch; one entry per variant. */
export const firstViewsSchema = z.strictObject({
  epoch: z.int(),
  /** Views that no bot rule flagged. */
  people: z.record(stageSchema, perVariant),
  /** Views of programs, by their request. */
  programs: z.record(stageSchema, perVariant),
});
export type FirstViews = z.infer<typeof firstViewsSchema>;

/** What share of some views something happened to, variant by variant. */
export const shareCheckSchema = z.strictObject({
  /** Views it could have happened to. */
  of: perVariant,
  /** Views it happened to. */
  happened: perVariant,
  /** Chi-square p-value of "the same share everywhere"; null when it cannot be computed. */
  pValue: z.number().nullable(),
  /** Whether the variants differ by more than chance and by enough to matter. */
  differs: z.boolean(),
});
export type ShareCheck = z.infer<typeof shareCheckSchema>;

/** Where on the way from assignment to the statistics a split is checked. */
export const splitPlaceSchema = z.enum(['assigned', 'served', 'exposed', 'counted']);
export type SplitPlace = z.infer<typeof splitPlaceSchema>;

export const placedSplitSchema = z.strictObject({
  at: splitPlaceSchema,
  visitors: perVariant,
  split: z.union([srmSchema, refusalSchema]),
});
export type PlacedSplit = z.infer<typeof placedSplitSchema>;

/** A value of a dimension whose split is off. */
export const cellSplitSchema = z.strictObject({
  dimension: dimensionSchema,
  kind: z.enum(['value', 'unknown', 'rest']),
  value: z.string(),
  visitors: perVariant,
  plannedShares: z.array(z.number()),
  /** Always-valid, and adjusted for all values that were checked (Holm). */
  pValue: z.number(),
  adjustedPValue: z.number(),
});
export type CellSplit = z.infer<typeof cellSplitSchema>;

/** `broken`: do not read on before it is mended. `watch`: look at it. `unknown`: not to be told. */
export const healthStatusSchema = z.enum(['broken', 'watch', 'fine', 'unknown']);
export type HealthStatus = z.infer<typeof healthStatusSchema>;

export const healthCheckSchema = z.enum(HEALTH_CHECKS);
export type HealthCheck = z.infer<typeof healthCheckSchema>;

/** Whether an experiment can be trusted, part by part. */
export const healthSchema = z.strictObject({
  /** Every check with what came of it: broken ones first, then those to look at. */
  findings: z.array(z.strictObject({ check: healthCheckSchema, status: healthStatusSchema })),
  /** The first site day on which first views were counted; null before. */
  since: z.string().nullable(),
  /** The last site day that is over. */
  closedDay: z.string(),
  firstViews: z.array(firstViewsSchema),
  splits: z.array(placedSplitSchema),
  /** By dimension: how many values were checked, and those that are off. */
  cells: z.strictObject({ checked: z.int().min(0), off: z.array(cellSplitSchema) }),
  failures: shareCheckSchema,
  /** Pages served to people whose tracker never spoke. */
  silence: shareCheckSchema,
  errors: shareCheckSchema,
  drawn: shareCheckSchema,
  loaded: shareCheckSchema,
  /** Visitors later seen in another variant, as a share of all; null without visitors. */
  multiShare: z.number().nullable(),
  /** The newest exposures of the experiment: how many came long after they happened. */
  late: z.strictObject({
    sampled: z.int().min(0),
    late: z.int().min(0),
    medianMs: z.number().nullable(),
  }),
  /** The newest conversions on its pages: how many of people who were never reported as exposed. */
  unexposed: z.strictObject({ sampled: z.int().min(0), without: z.int().min(0) }),
  /** Share of the visitors whose time to convert is over. */
  maturity: z
    .strictObject({ windowDays: z.number(), closedShare: z.number().nullable() })
    .nullable(),
});
export type Health = z.infer<typeof healthSchema>;
