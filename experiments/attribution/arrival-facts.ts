import { CAMPAIGN_PARAMETERS, type CampaignFact } from './campaign-parameters.ts';
import { networkOf } from './click-ids.ts';
import { queryParameters } from './query-parameters.ts';
import { referrerClass } from './referrer-class.ts';

/** Longest campaign name that is told apart, in characters. */
export const MAX_FACT_LENGTH = 100;

/** What an arrival says of its campaign, by name; '' where it says nothing. */
export type ArrivalFacts = Readonly<Record<CampaignFact, string>>;

/**
 * The campaign facts of an arrival. `query`: without "?", as the browser had it; `referrer`: an
 * address or ''; `ownHosts`: host names of the site, which are no source.
 *
 * The source is `utm_source`; else the network whose click id is there (`google`, `meta`); else
 * the class of the referrer: `(search)`, `(social)`, `(other site)`, `(direct)`. Never ''.
 */
export function arrivalFacts(
  { query, referrer }: { readonly query: string; readonly referrer: string },
  ownHosts: readonly string[],
): ArrivalFacts {
  const parameters = queryParameters(query);
  const factOf = (fact: CampaignFact): string => {
    for (const name of CAMPAIGN_PARAMETERS[fact]) {
      const value = campaignName(parameters.get(name) ?? '');
      if (value !== '') return value;
    }
    return '';
  };
  return {
    source: factOf('source') || networkOf(parameters) || referrerClass(referrer, ownHosts),
    campaign: factOf('campaign'),
    creative: factOf('creative'),
    keyword: factOf('keyword'),
  };
}

/**
 * One spelling for what people write in several: Unicode NFC, lower case, single spaces, at most
 * 100 characters. An e-mail address is no campaign name and gives ''.
 */
export function campaignName(text: string): string {
  const plain = text
    .toWellFormed()
    .normalize('NFC')
    .toLowerCase()
    .replace(/[\p{White_Space}\p{Cc}\p{Cf}]+/gu, ' ')
    .trim();
  if (/[^\s@]@[^\s@]+\.[^\s@]/.test(plain)) return '';
  // By code point, so that no character is cut in two.
  return [...plain.slice(0, 4 * MAX_FACT_LENGTH)].slice(0, MAX_FACT_LENGTH).join('').trim();
}
