import * as z from 'zod';
import { idSchema } from '../id.ts';
import { linkSchema } from '../landing/link.ts';
import { lineSchema, paragraphSchema } from '../text.ts';
import { momentSchema } from '../time/moment.ts';

/**
 * An offer with a real end, the same for everybody. The end is stated as a date; a script adds the
 * time that is left, and what holds afterwards takes its place when it is over.
 */
export const countdownSchema = z.strictObject({
  type: z.literal('countdown'),
  /** Name of the section. */
  id: idSchema,
  /** What ends. */
  title: lineSchema,
  /** Its terms. */
  text: paragraphSchema.optional(),
  /** When it ends: a day is its last, "2026-12-18 18:00" is in the page's time zone, or with an offset. */
  until: momentSchema,
  /** Words before the date; without them, those of the page's language. */
  untilLabel: z.string().trim().min(1).max(40).optional(),
  /** Words before the date when it is over; without them, those of the page's language. */
  overLabel: z.string().trim().min(1).max(40).optional(),
  /** What holds from then on. Readable before the end as well, so that nobody is surprised. */
  after: lineSchema,
  /** Words for the time that is left; without them, those of the page's language. */
  units: z
    .strictObject({
      /** Whole days. */
      days: z.string().trim().min(1).max(16).optional(),
      /** Hours of the last day. */
      hours: z.string().trim().min(1).max(16).optional(),
      /** Minutes of the last hour. */
      minutes: z.string().trim().min(1).max(16).optional(),
    })
    .prefault({}),
  /** The button. */
  action: linkSchema.optional(),
});

export type Countdown = z.infer<typeof countdownSchema>;
