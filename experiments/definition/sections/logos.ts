import * as z from 'zod';
import { idSchema } from '../id.ts';
import { lineSchema, paragraphSchema } from '../text.ts';

/** Who already works this way: names as text marks, and one sentence of proof. */
export const logosSchema = z
  .strictObject({
    type: z.literal('logos'),
    /** Name of the section. */
    id: idSchema,
    /** Line above the names. */
    title: lineSchema,
    /** Customers, each with the trade it works in. */
    companies: z
      .array(
        z.strictObject({
          /** Name as the company writes it. */
          name: z.string().trim().min(1).max(40),
          /** What it does: "Heating, 34 crews". */
          note: z.string().trim().min(1).max(60),
        }),
      )
      .min(2)
      .max(6),
    /** One sentence that a customer said. */
    quote: paragraphSchema.optional(),
    /** Who said it. Required with a quote: a quote of nobody is no proof. */
    quotedFrom: lineSchema.optional(),
  })
  .refine((logos) => (logos.quote === undefined) === (logos.quotedFrom === undefined), {
    path: ['quotedFrom'],
    message: 'quote and quotedFrom belong together',
  });

export type Logos = z.infer<typeof logosSchema>;
