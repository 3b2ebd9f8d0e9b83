import * as z from 'zod';
import { idSchema } from '../id.ts';
import { linkSchema } from '../landing/link.ts';
import { lineSchema } from '../text.ts';
import { iconSchema } from './benefits.ts';

/** Certificates, memberships and security promises, each of which can be checked. */
export const badgesSchema = z.strictObject({
  type: z.literal('badges'),
  /** Name of the section. */
  id: idSchema,
  /** Heading of the section; small. */
  title: lineSchema,
  /** Two to six badges. */
  items: z
    .array(
      z.strictObject({
        /** Drawing beside it. */
        icon: iconSchema,
        /** What was awarded: "ISO 27001". */
        title: z.string().trim().min(1).max(40),
        /** By whom, since when, for what. */
        text: lineSchema,
        /** Where it can be checked. */
        proof: linkSchema.optional(),
      }),
    )
    .min(2)
    .max(6),
});

export type Badges = z.infer<typeof badgesSchema>;
