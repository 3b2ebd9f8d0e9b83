import * as z from 'zod';
import { paragraphSchema } from '../text.ts';
import { imageSchema } from './image.ts';

/**
 * A film of the site itself. Nothing of it is loaded before the visitor starts it; until then the
 * poster stands in its place.
 */
export const filmSchema = z.strictObject({
  /** File below `site/public`: "/media/day.mp4". */
  file: z
    .string()
    .max(200)
    .regex(/^\/(?!\/)[\w./-]+\.(?:mp4|webm)$/, 'a file of the site: /media/day.mp4 (mp4 or webm)'),
  /** Still picture shown before the start; its shape is the shape of the film. */
  poster: imageSchema,
  /** Day on which it was first shown, 2026-05-01; search engines list a film only with it. */
  published: z
    .string()
    .regex(/^\d{4}-\d{2}-\d{2}$/, 'a day: 2026-05-01')
    .optional(),
  /** Subtitles as WebVTT below `site/public`, for people who do not hear it. */
  captions: z
    .string()
    .max(200)
    .regex(/^\/(?!\/)[\w./-]+\.vtt$/, 'a file of the site: /media/day.vtt')
    .optional(),
  /** What is said and shown, in words; required where there are no subtitles. */
  transcript: paragraphSchema.optional(),
});
export type Film = z.infer<typeof filmSchema>;
