import * as z from 'zod';
import { idSchema } from '../id.ts';
import { linkSchema } from '../landing/link.ts';
import { lineSchema, paragraphSchema } from '../text.ts';
import { filmSchema } from './film.ts';
import { imageSchema } from './image.ts';

/** First screen: what it is, for whom, and the one thing to do. */
export const heroSchema = z
  .strictObject({
    type: z.literal('hero'),
    /** Name of the section: its anchor, and the first half of a change (`hero.headline`). */
    id: idSchema,
    /** Small line above the headline: for whom this is. */
    eyebrow: lineSchema.optional(),
    /** The page's only first-level heading. */
    headline: lineSchema,
    /** One or two sentences under the headline. */
    lead: paragraphSchema,
    /** The button. */
    action: linkSchema,
    /** A quieter second way. */
    secondary: linkSchema.optional(),
    /** Up to three short facts under the buttons. */
    points: z.array(lineSchema).max(3).default([]),
    /** `deep`: on the accent's dark ground; `light`: on paper. */
    tone: z.enum(['deep', 'light']).default('deep'),
    /** Drawing beside the text. */
    art: z.enum(['board', 'phone', 'none']).default('none'),
    /** What the drawing shows, for people who do not see it. */
    artLabel: z.string().trim().min(1).max(300).optional(),
    /** Picture beside the text, in place of a drawing. */
    image: imageSchema.optional(),
    /** Film beside the text; its poster is the picture, and nothing else loads before the start. */
    film: filmSchema.optional(),
    /** Text of the switch that opens the film's transcript. */
    transcriptLabel: z.string().trim().min(1).max(40).optional(),
  })
  .refine(
    ({ art, image, film }) =>
      [art !== 'none', image !== undefined, film !== undefined].filter(Boolean).length <= 1,
    { path: ['image'], message: 'one of art, image and film stands beside the text' },
  );

export type Hero = z.infer<typeof heroSchema>;
