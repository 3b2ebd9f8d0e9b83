import * as z from 'zod';
import { idSchema } from '../id.ts';
import { lineSchema, paragraphSchema } from '../text.ts';

/** Figures, and where they come from. */
export const statisticsSchema = z.strictObject({
  type: z.literal('statistics'),
  /** Name of the section. */
  id: idSchema,
  /** Heading of the section. */
  title: lineSchema,
  /** Two to four figures. */
  items: z
    .array(
      z.strictObject({
        /** The figure with its unit: "41 min". */
        value: z.string().trim().min(1).max(16),
        /** What it counts. */
        label: lineSchema,
      }),
    )
    .min(2)
    .max(4),
  /** How the figures were taken: who, when, how many. A figure without it is a claim. */
  source: paragraphSchema,
});

export type Statistics = z.infer<typeof statisticsSchema>;
