import * as z from 'zod';

const wordSchema = z.string().trim().min(1).max(80);
const paragraphSchema = z.string().trim().min(1).max(400);

/** What the banner and the page of choices say, where nothing is stored before a yes. */
export const consentWordsSchema = z.object({
  /** Heading of the banner: a question. */
  consentTitle: wordSchema,
  /** What a yes means, and that a no costs nothing. */
  consentText: paragraphSchema,
  /** Button: yes to what the text says. As large as the next. */
  consentYes: wordSchema,
  /** Button: no to all of it. */
  consentNo: wordSchema,
  /** Link to the page of choices from the banner. */
  consentChoose: wordSchema,
  /** Link in the footer and heading of the page. */
  privacyChoices: wordSchema,
  /** Under that heading. */
  choicesLead: paragraphSchema,
  /** Box: being recognised on the next visit. */
  choiceMeasurement: paragraphSchema,
  /** Box: telling ad companies. */
  choiceAdUserData: paragraphSchema,
  /** Box: use for personalised ads. */
  choiceAdPersonalization: paragraphSchema,
  /** Button under the boxes. */
  choicesSave: wordSchema,
  /** Said after it. */
  choicesSaved: paragraphSchema,
  /** Said where the browser sends Global Privacy Control. */
  choicesGpc: paragraphSchema,
  /** Heading and button: a copy of everything. */
  exportTitle: wordSchema,
  /** What the file holds. */
  exportText: paragraphSchema,
  /** Heading and button: delete everything. */
  eraseTitle: wordSchema,
  /** What it deletes. */
  eraseText: paragraphSchema,
  /** Said after it. */
  erased: paragraphSchema,
  /** Said where visits of one day are counted together without a cookie. */
  countedToday: paragraphSchema,
  /** Said where the browser carries no number of ours. */
  unrecognised: paragraphSchema,
});

export type ConsentWords = z.infer<typeof consentWordsSchema>;
