import * as z from 'zod';
import { idSchema } from '../id.ts';
import { lineSchema, paragraphSchema } from '../text.ts';

/** Icons that the design draws. */
export const iconSchema = z.enum([
  'board',
  'route',
  'phone',
  'clock',
  'wrench',
  'shield',
  'report',
  'people',
]);
export type Icon = z.infer<typeof iconSchema>;

/** What the visitor gets, in two to six points. */
export const benefitsSchema = z.strictObject({
  type: z.literal('benefits'),
  /** Name of the section. */
  id: idSchema,
  /** Heading of the section. */
  title: lineSchema,
  /** Sentence under the heading. */
  lead: paragraphSchema.optional(),
  /** The points, most important first. */
  items: z
    .array(
      z.strictObject({
        /** Drawing beside the point. */
        icon: iconSchema,
        /** The point in a few words. */
        title: lineSchema,
        /** What it means on a working day. */
        text: paragraphSchema,
      }),
    )
    .min(2)
    .max(6),
});

export type Benefits = z.infer<typeof benefitsSchema>;
