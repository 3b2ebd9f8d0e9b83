import * as z from 'zod';
import { idSchema } from '../id.ts';
import { hrefSchema } from '../landing/link.ts';
import { lineSchema, paragraphSchema } from '../text.ts';
import { imageSchema } from './image.ts';

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
          /** Its logo; without one the name is set as a text mark. */
          logo: imageSchema.optional(),
        }),
      )
      .min(2)
      .max(6),
    /** One sentence that a customer said. */
    quote: paragraphSchema.optional(),
    /** Who said it. Required with a quote: a quote of nobody is no proof. */
    quotedFrom: lineSchema.optional(),
    /** What media wrote, word for word. */
    mentions: z
      .array(
        z.strictObject({
          /** Name of the medium, with the date where it is not obvious. */
          outlet: z.string().trim().min(1).max(60),
          /** Its words, without quotation marks. */
          text: paragraphSchema,
          /** The article. */
          href: hrefSchema.optional(),
        }),
      )
      .max(3)
      .default([]),
  })
  .refine((logos) => (logos.quote === undefined) === (logos.quotedFrom === undefined), {
    path: ['quotedFrom'],
    message: 'quote and quotedFrom belong together',
  });

export type Logos = z.infer<typeof logosSchema>;
