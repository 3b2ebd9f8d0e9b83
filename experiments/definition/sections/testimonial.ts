import * as z from 'zod';
import { idSchema } from '../id.ts';
import { lineSchema, paragraphSchema } from '../text.ts';

/** One customer's words. */
export const testimonialSchema = z.strictObject({
  type: z.literal('testimonial'),
  /** Name of the section. */
  id: idSchema,
  /** What was said, without quotation marks: the design sets them. */
  quote: paragraphSchema,
  /** Who said it. */
  author: z.string().trim().min(1).max(60),
  /** Role and company. */
  role: lineSchema,
  /** What changed, as a short fact beside the quote. */
  result: lineSchema.optional(),
});

export type Testimonial = z.infer<typeof testimonialSchema>;
