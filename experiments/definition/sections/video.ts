import * as z from 'zod';
import { idSchema } from '../id.ts';
import { linkSchema } from '../landing/link.ts';
import { lineSchema, paragraphSchema } from '../text.ts';
import { filmSchema } from './film.ts';

/** A film that loads when it is started, and not before. */
export const videoSchema = z
  .strictObject({
    type: z.literal('video'),
    /** Name of the section. */
    id: idSchema,
    /** Heading of the section. */
    title: lineSchema,
    /** Sentence under the heading. */
    lead: paragraphSchema.optional(),
    /** The film, hosted with the site. */
    film: filmSchema,
    /** Text of the switch that opens the transcript. */
    transcriptLabel: z.string().trim().min(1).max(40).optional(),
    /** The same film elsewhere; a plain link, so nothing is loaded from there. */
    elsewhere: linkSchema.optional(),
  })
  .refine(({ film }) => film.captions !== undefined || film.transcript !== undefined, {
    path: ['film', 'transcript'],
    message: 'a film needs captions or a transcript for people who do not hear it',
  });

export type Video = z.infer<typeof videoSchema>;
