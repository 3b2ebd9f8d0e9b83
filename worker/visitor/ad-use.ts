import { consentRuleFor } from '#experiments/definition/settings/consent-rule.ts';
import type { Site } from '#experiments/definition/settings/site.ts';
import { readChoice } from './choice.ts';
import { countryOf } from './facts.ts';
import type { Keyring } from './keyring.ts';

/**
 * Whether click ids and ad platforms' cookies of this visitor may be kept: after a yes, or before a no
 * where the site's rule for the country takes silence for one. `Sec-GPC: 1` is a no
 * (https://www.w3.org/TR/gpc/), and so is the mode in which nothing is recorded.
 */
export async function mayUseForAds(
  request: Request,
  { keys, site }: { readonly keys: Keyring; readonly site: Pick<Site, 'consent'> },
): Promise<boolean> {
  if (request.headers.get('Sec-GPC')?.trim() === '1') return false;
  const rule = consentRuleFor(site.consent, countryOf(request));
  if (rule.mode === 'off') return false;
  const url = new URL(request.url);
  const choice = await readChoice(request, url, { keys, version: site.consent.version });
  return choice === null ? rule.adUse === 'opt-out' : choice.adUserData;
}
