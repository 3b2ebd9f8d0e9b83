import { CONSENT_FIELDS } from '#experiments/contract/consent-form.ts';
import type { Site } from '#experiments/definition/site.ts';
import type { Choice } from '../visitor/choice.ts';
import type { FormBody } from './form-body.ts';

/**
 * The answer that a form brings: `yes` to all, `no` to all, or `some`, box by box. What is neither
 * is a no. With GPC ads are refused whatever was ticked. The version is that of the words which the
 * visitor read; a page that was open for long may ask by older ones, and then it is asked again.
 */
export function answerOf(
  body: FormBody,
  { gpc, site }: { readonly gpc: boolean; readonly site: Pick<Site, 'consent'> },
): Omit<Choice, 'at'> {
  const chosen = body.get(CONSENT_FIELDS.answer);
  const said = (box: string) => chosen === 'yes' || (chosen === 'some' && body.get(box) === 'yes');
  const asked = body.get(CONSENT_FIELDS.version) ?? '';
  return {
    measurement: said(CONSENT_FIELDS.measurement),
    adUserData: said(CONSENT_FIELDS.adUserData) && !gpc,
    adPersonalization: said(CONSENT_FIELDS.adPersonalization) && !gpc,
    version: /^[a-z0-9-]{1,20}$/.test(asked) ? asked : site.consent.version,
  };
}
