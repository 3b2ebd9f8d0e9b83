import * as z from 'zod';
import { confirmMessagesSchema } from './confirm-messages.ts';

const messageSchema = z.string().trim().min(1).max(160);

/** What a form says about what was typed, in one language: the Worker writes it beside the fields. */
export const formMessagesSchema = z.strictObject({
  /** Above the form, when single fields have a message. */
  checkFields: messageSchema,
  /** Above the form, when the store did not take it. */
  notSaved: messageSchema,
  /** A box that must be ticked. */
  tickBox: messageSchema,
  /** A choice that was not made. */
  chooseOne: messageSchema,
  /** A choice that is not in the list. */
  chooseListed: messageSchema,
  /** An email address that is missing. */
  giveEmail: messageSchema,
  /** What is typed is no email address. */
  emailLike: messageSchema,
  /** Any other field that is empty. */
  fillIn: messageSchema,
  /** Too long; `{count}` stands for the most characters. */
  tooLong: messageSchema,
  /** A date that is missing. */
  giveDate: messageSchema,
  /** What is typed is no date. */
  dateLike: messageSchema,
  /** A web address that is missing. */
  giveWebAddress: messageSchema,
  /** What is typed is no web address. */
  webAddressLike: messageSchema,
  /** What is typed is no phone number. */
  phoneLike: messageSchema,
  /** What is typed is no number. */
  numberLike: messageSchema,
  ...confirmMessagesSchema.shape,
});

export type FormMessages = z.infer<typeof formMessagesSchema>;
