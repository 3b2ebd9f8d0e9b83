import * as z from 'zod';
import { idSchema } from '../id.ts';
import { lineSchema, paragraphSchema } from '../text.ts';

/** Questions that people ask before they sign, answered. */
export const faqSchema = z.strictObject({
  type: z.literal('faq'),
  /** Name of the section. */
  id: idSchema,
  /** Heading of the section. */
  title: lineSchema,
  /** Questions, the most frequent first. */
  items: z
    .array(
      z.strictObject({
        /** As a customer would ask it. */
        question: lineSchema,
        /** The answer, first word first. */
        answer: paragraphSchema,
      }),
    )
    .min(1)
    .max(12),
});

export type Faq = z.infer<typeof faqSchema>;
