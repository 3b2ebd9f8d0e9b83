import * as z from 'zod';
import { idSchema } from '../id.ts';
import { lineSchema, paragraphSchema } from '../text.ts';

/** What happens, in order. */
export const stepsSchema = z.strictObject({
  type: z.literal('steps'),
  /** Name of the section. */
  id: idSchema,
  /** Heading of the section. */
  title: lineSchema,
  /** Sentence under the heading. */
  lead: paragraphSchema.optional(),
  /** Steps in their order. */
  items: z
    .array(
      z.strictObject({
        /** When it happens: "Day 1", "07:10". */
        when: z.string().trim().min(1).max(20).optional(),
        /** The step in a few words. */
        title: lineSchema,
        /** What is done, and by whom. */
        text: paragraphSchema,
      }),
    )
    .min(2)
    .max(6),
});

export type Steps = z.infer<typeof stepsSchema>;
