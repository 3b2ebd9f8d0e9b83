import * as z from 'zod';

const lineSchema = z.string().trim().min(1).max(80);
const sentenceSchema = z.string().trim().min(1).max(240);

/** What people read who are asked whether a form was sent by them, in one language. */
export const confirmMessagesSchema = z.strictObject({
  /** Subject of the e-mail; `{brand}` stands for the brand. */
  confirmSubject: lineSchema,
  /** What the e-mail asks, before the link; `{brand}` stands for the brand. */
  confirmRequest: sentenceSchema,
  /** What to do when it was somebody else, after the link. */
  confirmIgnore: sentenceSchema,
  /** Heading of the page behind the link. */
  confirmTitle: lineSchema,
  /** What that page asks; `{brand}` stands for the brand. */
  confirmText: sentenceSchema,
  /** Its button. */
  confirmButton: lineSchema,
  /** Heading once it is confirmed. */
  confirmedTitle: lineSchema,
  /** What stands below it. */
  confirmedText: sentenceSchema,
  /** Heading for a link that works no more. */
  confirmExpiredTitle: lineSchema,
  /** What to do then. */
  confirmExpiredText: sentenceSchema,
});
