import * as z from 'zod';
import { idSchema } from '../id.ts';
import { currencySchema } from '../money.ts';
import { lineSchema, paragraphSchema } from '../text.ts';

/** Units of figures, written as the page's language does. */
const unitSchema = z.enum([
  ...['percent', 'money', 'second', 'minute', 'hour', 'day', 'week', 'month', 'year'],
  ...['meter', 'kilometer', 'mile', 'kilogram', 'liter', 'celsius', 'megabyte', 'gigabyte'],
] as const);

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
        /** The figure: 41, written in the page's language, or a text as it stands: "2 of 3". */
        value: z.union([z.number(), z.string().trim().min(1).max(16)]),
        /** Unit of a number. */
        unit: unitSchema.optional(),
        /** Whether a number above zero shows its sign: "+1.3". */
        signed: z.boolean().default(false),
        /** ISO 4217 code of money in another currency than the site's. */
        currency: currencySchema.optional(),
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
export type Figure = Statistics['items'][number];
