import * as z from 'zod';
import { idSchema } from '../id.ts';
import { linkSchema } from '../landing/link.ts';
import { lineSchema } from '../text.ts';

/**
 * A bar with the button, at the lower edge of the screen until the page reaches the place where the
 * section stands in the file. It needs no script and covers nothing at its own place.
 */
export const stickySchema = z.strictObject({
  type: z.literal('sticky'),
  /** Name of the section. */
  id: idSchema,
  /** A few words beside the button; left out on narrow screens. */
  text: lineSchema.optional(),
  /** The button. */
  action: linkSchema,
  /** Where it is shown. */
  on: z.enum(['phones', 'all']).default('phones'),
});

export type Sticky = z.infer<typeof stickySchema>;
