import * as z from 'zod';
import { idSchema } from '../id.ts';
import { linkSchema } from '../landing/link.ts';
import { lineSchema, paragraphSchema } from '../text.ts';

/** A number that is called by tapping it. */
export const callSchema = z
  .strictObject({
    type: z.literal('call'),
    /** Name of the section. */
    id: idSchema,
    /** Why to call. */
    title: lineSchema,
    /** Who answers. */
    text: paragraphSchema.optional(),
    /** The number: its label as people read it, its href as `tel:+…`, and the name that click metrics match. */
    phone: linkSchema,
    /** When somebody answers, with the time zone where visitors may live in another. */
    hours: lineSchema,
  })
  .refine(({ phone }) => phone.href.startsWith('tel:+'), {
    path: ['phone', 'href'],
    message: 'a number with its country: tel:+493055501420',
    params: { allowed: true },
  });

export type Call = z.infer<typeof callSchema>;
