import * as z from 'zod';
import { consentWordsSchema } from './consent-words.ts';
import { formMessagesSchema } from './form-messages.ts';

const wordSchema = z.string().trim().min(1).max(80);
const sentenceSchema = z.string().trim().min(1).max(200);

/**
 * Every word that layouts and sections write by themselves, in one language. What stands in a
 * landing's file is not among them.
 */
export const wordsSchema = z.strictObject({
  ...formMessagesSchema.shape,
  ...consentWordsSchema.shape,
  /** First link of every page, for keyboards. */
  skipToContent: wordSchema,
  /** Name of the links in the header, read out. */
  onThisPage: wordSchema,
  /** Name of the line above the header, read out. */
  news: wordSchema,
  /** Name of the links in the footer, read out. */
  legal: wordSchema,
  /** Name of the brand's link, read out; `{brand}` stands for the brand. */
  home: wordSchema,
  /** After the label of a field that may stay empty. */
  optional: wordSchema,
  /** First choice of a list. */
  pleaseChoose: wordSchema,
  /** Label of the field that people never see. */
  leaveEmpty: wordSchema,
  /** Link under a form. */
  privacyNotice: wordSchema,
  /** Button to the next step of a form. */
  next: wordSchema,
  /** Button to the step before. */
  back: wordSchema,
  /** Before the end of an offer. */
  until: wordSchema,
  /** Before the end of an offer that is over. */
  ended: wordSchema,
  /** Unit of the time that is left. */
  days: wordSchema,
  /** Unit of the time that is left. */
  hours: wordSchema,
  /** Unit of the time that is left. */
  minutes: wordSchema,
  /** Button that closes a dialog. */
  noThanks: wordSchema,
  /** What the switch between prices is for, read out. */
  billingPeriod: wordSchema,
  /** A mark of a comparison, read out. */
  yes: wordSchema,
  /** The other mark. */
  no: wordSchema,
  /** Start of a film, read out. */
  playFilm: wordSchema,
  /** Opens the words of a film. */
  readInstead: wordSchema,
  /** Drawing of the product that nobody described, read out. */
  pictureOfProduct: wordSchema,
  /** Name of a quote, read out; `{author}` stands for who said it. */
  says: wordSchema,
  /** Heading of the page at an address that leads nowhere. */
  notFoundTitle: wordSchema,
  /** What it says; links to the landings follow. */
  notFoundText: sentenceSchema,
  /** Heading of the page at the address of a landing that is over. */
  endedTitle: wordSchema,
  /** What it says; links to the landings follow. */
  endedText: sentenceSchema,
});

export type Words = z.infer<typeof wordsSchema>;

/** `words` of site.yaml: by language tag, only what differs from or is missing in the tables. */
export const siteWordsSchema = z.record(z.string(), wordsSchema.partial());
export type SiteWords = z.infer<typeof siteWordsSchema>;

/** Places that a word must keep when somebody writes it anew. */
export const PLACES: Readonly<Partial<Record<keyof Words, string>>> = {
  home: '{brand}',
  confirmSubject: '{brand}',
  confirmRequest: '{brand}',
  confirmText: '{brand}',
  says: '{author}',
  tooLong: '{count}',
};
