import * as z from 'zod';
import { idSchema } from '../id.ts';
import { linkSchema } from '../link.ts';
import { lineSchema, paragraphSchema } from '../text.ts';

/** The way on to a calendar or another system: a plain link, nothing of it is loaded here. */
export const handoffSchema = z.strictObject({
  type: z.literal('handoff'),
  /** Name of the section. */
  id: idSchema,
  /** What happens there. */
  title: lineSchema,
  /** What to have at hand. */
  text: paragraphSchema.optional(),
  /** The link. */
  action: linkSchema,
  /** Where the link leads and what that site learns: "Opens cal.example; it sees what you enter there." */
  note: lineSchema,
});

export type Handoff = z.infer<typeof handoffSchema>;
