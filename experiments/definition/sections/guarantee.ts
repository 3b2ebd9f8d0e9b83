import * as z from 'zod';
import { idSchema } from '../id.ts';
import { lineSchema, paragraphSchema } from '../text.ts';

/** What is promised, and what happens if it is not kept. */
export const guaranteeSchema = z.strictObject({
  type: z.literal('guarantee'),
  /** Name of the section. */
  id: idSchema,
  /** The promise. */
  title: lineSchema,
  /** Its terms in plain words. */
  text: paragraphSchema,
  /** Single promises, each a short sentence. */
  points: z.array(lineSchema).max(4).default([]),
});

export type Guarantee = z.infer<typeof guaranteeSchema>;
