import * as z from 'zod';
import { idSchema } from '../id.ts';

/** The text of an .mdx landing; in the list of sections it says where that text stands. */
export const bodySchema = z
  .strictObject({
    type: z.literal('body'),
    /** Name of the section; the build gives it. */
    id: idSchema.default('body'),
    /** Parts of the file that it shows; the build fills them in. */
    parts: z.array(z.string()).default([]),
  })
  .refine(({ parts }) => parts.length > 0, {
    message: 'stands for the text of an .mdx file, and here is none',
  });

export type BodySection = z.infer<typeof bodySchema>;
