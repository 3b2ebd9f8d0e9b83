import { CONSENT_FIELDS } from '#experiments/contract/consent-form.ts';
import type { Site } from '#experiments/definition/settings/site.ts';
import type { Choice } from '../visitor/choice.ts';
import type { FormBody } from './form-body.ts';

/**
 * The answer that a form brings: `yes` to what the banner says, which is not personalised ads; `no`;
 * or `some`, box by box. What is neither is a no. With GPC ads are refused whatever was ticked. The
 * version is that of the words which the visitor read: a page that was open for long may ask by
 * older ones, and then it is asked again.
 */
export function answerOf(
  body: FormBody,
  { gpc, site }: { readonly gpc: boolean; readonly site: Pick<Site, 'consent'> },
): Omit<Choice, 'at'> {
  const chosen = body.get(CONSENT_FIELDS.answer);
  const ticked = (box: string) => chosen === 'some' && body.get(box) === 'yes';
  const yes = chosen === 'yes';
  const asked = body.get(CONSENT_FIELDS.version) ?? '';
  return {
    measurement: yes || ticked(CONSENT_FIELDS.measurement),
    adUserData: (yes || ticked(CONSENT_FIELDS.adUserData)) && !gpc,
    adPersonalization: ticked(CONSENT_FIELDS.adPersonalization) && !gpc,
    version: /^[a-z0-9-]{1,20}$/.test(asked) ? asked : site.consent.version,
  };
}
