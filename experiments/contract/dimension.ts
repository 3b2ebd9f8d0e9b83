import * as z from 'zod';
import { DIMENSIONS } from './dimension-names.ts';
import { liftSchema } from './interval.ts';
import { refusalSchema } from './refusal.ts';

/** See `DIMENSIONS`. */
export const dimensionSchema = z.enum(DIMENSIONS);
export type Dimension = z.infer<typeof dimensionSchema>;

/** One value of a dimension. Arrays have one entry per variant, control first. */
export const dimensionCellSchema = z.strictObject({
  /** `value`: one value; `unknown`: nothing is recorded; `rest`: values too small or too many. */
  kind: z.enum(['value', 'unknown', 'rest']),
  /** '' unless the kind is `value`. Weekdays count from 1, Monday. */
  value: z.string(),
  visitors: z.array(z.int().min(0)),
  converted: z.array(z.int().min(0)),
  /** By epoch, ascending: what the lifts are made of; sums of values in minor units. */
  epochs: z.array(
    z.strictObject({
      epoch: z.int(),
      visitors: z.array(z.int()),
      converted: z.array(z.int()),
      sumMinor: z.array(z.number()),
      sumSquares: z.array(z.number()),
    }),
  ),
  /**
   * One per treatment. Its `family` holds for all cells of all dimensions at once (Holm). Empty
   * where the dimension has a single cell, which would only repeat the whole.
   */
  lifts: z.array(z.union([liftSchema, refusalSchema])),
});
export type DimensionCell = z.infer<typeof dimensionCellSchema>;

/** Whether adding up the values of a dimension turns the result around (Simpson's paradox). */
export const simpsonSchema = z.strictObject({
  variant: z.string(),
  /** Lift with all values added up, and with each compared within itself; null when unknown. */
  pooled: z.number().nullable(),
  stratified: z.number().nullable(),
  /** Cells with a lift, and those of them on the other side of 0 than the sum. */
  cells: z.int().min(0),
  opposite: z.int().min(0),
  reversed: z.boolean(),
});
export type Simpson = z.infer<typeof simpsonSchema>;

/** How much the lifts of the cells differ beyond chance; describes, decides nothing. */
export const heterogeneitySchema = z.strictObject({
  variant: z.string(),
  /** Cells with at least 5 conversions on either side; only these are compared. */
  cells: z.int().min(2),
  q: z.number().min(0),
  /** Share of the spread that chance does not explain, in [0, 1]. */
  i2: z.number().min(0).max(1),
});
export type Heterogeneity = z.infer<typeof heterogeneitySchema>;

export const dimensionReportSchema = z.strictObject({
  dimension: dimensionSchema,
  cells: z.array(dimensionCellSchema),
  /** How many values the rest holds; at least so many when links brought more than are kept. */
  restValues: z.int().min(0),
  restOpen: z.boolean(),
  simpson: z.array(simpsonSchema),
  heterogeneity: z.array(heterogeneitySchema),
});
export type DimensionReport = z.infer<typeof dimensionReportSchema>;

/** The primary metric by every dimension. */
export const dimensionsSchema = z.strictObject({
  metric: z.string(),
  /** Comparisons that are corrected together; 0 when nothing can be broken down. */
  family: z.int().min(0),
  /** Planned visitors that the intervals of cells are tuned to, fixed beforehand. */
  nStar: z.int().nullable(),
  dimensions: z.array(dimensionReportSchema),
});
export type Dimensions = z.infer<typeof dimensionsSchema>;
