import { consentRuleFor } from '#experiments/definition/settings/consent-rule.ts';
import { staticPage } from '../landing/static-page.ts';
import type { RequestParts } from '../request-parts.ts';
import { readChoice } from '../visitor/choice.ts';
import { consentHere } from '../visitor/consent.ts';
import { countryOf } from '../visitor/facts.ts';
import { hasGpc } from '../visitor/gpc.ts';
import { readVisitor } from '../visitor/identity.ts';
import type { Keyring } from '../visitor/keyring.ts';
import { DONE_PARAMETER } from './way-back.ts';

/**
 * The page of choices, with the boxes as they are in force for this browser: by its answer, else by
 * the rule for its country. Null when the build has none in that language.
 */
export async function getChoices(
  request: Request,
  path: string,
  parts: RequestParts & { readonly keys: Keyring },
): Promise<Response | null> {
  const url = new URL(request.url);
  const { keys, now } = parts;
  const { site } = parts.catalog;
  const visitor = await readVisitor(request, url, keys);
  const choice = await readChoice(request, url, { keys, version: site.consent.version });
  const { mode } = consentRuleFor(site.consent, countryOf(request));
  const snapshot = await consentHere(request, url, { keys, site, mode, form: null, now });
  const boxes = {
    measurement: choice?.measurement ?? mode === 'cookie',
    'ad-user-data': snapshot.adUserData === 'granted',
    'ad-personalization': snapshot.adPersonalization === 'granted',
  };
  const page = await staticPage(request, path, {
    ...parts,
    shows: [
      ...Object.entries(boxes).map(([name, on]) => `${name}-${on ? 'on' : 'off'}`),
      visitor === null ? 'unknown' : 'known',
      url.searchParams.get(DONE_PARAMETER) ?? '',
      ...(hasGpc(request) ? ['gpc'] : []),
      ...(choice === null && mode === 'cookieless' ? ['today'] : []),
    ],
  });
  // What it says is about this browser alone.
  page?.headers.set('Cache-Control', 'no-store');
  return page;
}
