import * as z from 'zod';
import { consentModeSchema } from '../definition/settings/site.ts';

const choiceSchema = z.enum(['granted', 'denied', 'unknown']);

/** What a visitor had agreed to when a lead was left: kept with the lead, never changed. */
export const consentSnapshotSchema = z.strictObject({
  /** Version of the text that was agreed to; '' where nobody was asked. */
  version: z.string().max(80),
  mode: consentModeSchema,
  /** Sending personal data and click ids to ad platforms. */
  adUserData: choiceSchema,
  /** Use for personalised ads. */
  adPersonalization: choiceSchema,
  /** The browser sent `Sec-GPC: 1`, which is a refusal: https://www.w3.org/TR/gpc/ */
  gpc: z.boolean(),
  /** Epoch milliseconds. */
  at: z.int().min(0),
  /** Who was asked where: a box in the form, the consent banner, or the site's rule for the country. */
  from: z.enum(['form', 'banner', 'rule']),
});
export type ConsentSnapshot = z.infer<typeof consentSnapshotSchema>;

/** Whether anything about the person may go to an ad platform. Not knowing is a no. */
export function allowsAdUse({ adUserData, gpc }: Pick<ConsentSnapshot, 'adUserData' | 'gpc'>) {
  return adUserData === 'granted' && !gpc;
}
