/** Names of what the forms for consent send. */
export const CONSENT_FIELDS = {
  /** `yes`, `no`, or `some`: as the boxes say. */
  answer: 'answer',
  measurement: 'measurement',
  adUserData: 'ad_user_data',
  adPersonalization: 'ad_personalization',
  /** Version of what was asked. */
  version: 'version',
  /** View token of the page that asked, so that nothing on it changes. */
  view: 'tl_view',
} as const;

/** Where visitors see and change what they said: the site's language here, others below it. */
export const CHOICES_PATH = '/privacy-choices/';

/** Path of the page of choices in a language, as BCP 47; `own`: the site's. */
export function choicesPath(locale: string, own: string): string {
  return locale === own ? CHOICES_PATH : `${CHOICES_PATH}${locale.toLowerCase()}/`;
}

/** Whether a path is the page of choices in any language. */
export function isChoicesPath(path: string | null): path is string {
  return path?.startsWith(CHOICES_PATH) ?? false;
}
