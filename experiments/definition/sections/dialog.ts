import * as z from 'zod';
import { idSchema } from '../id.ts';
import { linkSchema } from '../landing/link.ts';
import { lineSchema, paragraphSchema } from '../text.ts';

/**
 * A window over the page, opened at most once per session. It needs a script; without one it never
 * opens, so nothing may stand in it alone. It waits while a visitor fills in a form.
 */
export const dialogSchema = z
  .strictObject({
    type: z.literal('dialog'),
    /** Name of the section. */
    id: idSchema,
    /** What opens it; whichever comes first. */
    opens: z.strictObject({
      /** Seconds after the page was opened. */
      afterSeconds: z.int().min(5).max(600).optional(),
      /** Share of the page that was scrolled past, in per cent. */
      afterScrollPercent: z.int().min(10).max(100).optional(),
      /** Whether leaving the window with the mouse opens it; never on touch screens. */
      exitIntent: z.boolean().default(false),
    }),
    /** The offer in one line. */
    title: lineSchema,
    /** One or two sentences more. */
    text: paragraphSchema.optional(),
    /** The button. */
    action: linkSchema,
    /** Text of the button that closes it; without one, the words of the page's language. */
    dismiss: z.string().trim().min(1).max(40).optional(),
  })
  .refine(
    ({ opens }) =>
      opens.afterSeconds !== undefined ||
      opens.afterScrollPercent !== undefined ||
      opens.exitIntent,
    {
      path: ['opens'],
      message: 'say when it opens: afterSeconds, afterScrollPercent or exitIntent',
    },
  );

export type Dialog = z.infer<typeof dialogSchema>;
