import * as z from 'zod';
import { idSchema } from '../id.ts';
import { lineSchema, paragraphSchema } from '../text.ts';
import { imageSchema } from './image.ts';

/** Pictures side by side. */
export const gallerySchema = z.strictObject({
  type: z.literal('gallery'),
  /** Name of the section. */
  id: idSchema,
  /** Heading of the section. */
  title: lineSchema,
  /** Sentence under the heading. */
  lead: paragraphSchema.optional(),
  /** The pictures, most important first. */
  items: z
    .array(
      z.strictObject({
        /** The picture. */
        image: imageSchema,
        /** Line under it. */
        caption: lineSchema.optional(),
      }),
    )
    .min(2)
    .max(12),
});

export type Gallery = z.infer<typeof gallerySchema>;
