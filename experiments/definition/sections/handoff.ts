import * as z from 'zod';
import { idSchema } from '../id.ts';
import { linkSchema } from '../landing/link.ts';
import { lineSchema, paragraphSchema } from '../text.ts';

/** The way on to a calendar or another system; nothing of it is loaded before somebody opens it. */
export const handoffSchema = z
  .strictObject({
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
    /**
     * Words under which the linked page opens inside this one: "Choose a time here". Its site must
     * allow that, stay on its own origin, and gets the visitor's browser as if they had gone there.
     */
    embed: lineSchema.optional(),
  })
  .refine(({ embed, action }) => embed === undefined || action.href.startsWith('https://'), {
    path: ['embed'],
    message: 'opens the page of another site: its action needs an address with https://',
  });

export type Handoff = z.infer<typeof handoffSchema>;
