import * as z from 'zod';
import { idSchema } from '../id.ts';
import { linkSchema } from '../landing/link.ts';
import { lineSchema, paragraphSchema } from '../text.ts';

/** The same thing to do once more, for those who read to the end. */
export const ctaSchema = z.strictObject({
  type: z.literal('cta'),
  /** Name of the section. */
  id: idSchema,
  /** The offer in one line. */
  title: lineSchema,
  /** One sentence more. */
  text: paragraphSchema.optional(),
  /** The button. */
  action: linkSchema,
  /** A quieter second way. */
  secondary: linkSchema.optional(),
});

export type Cta = z.infer<typeof ctaSchema>;
