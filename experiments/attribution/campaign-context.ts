import { isPersonParameter } from './person-parameters.ts';
import { decodedName, queryParameters } from './query-parameters.ts';

/**
 * What templates of ad platforms put beside the campaign's names: where the ad stood and what it
 * matched. Source: https://support.google.com/google-ads/answer/6305348 (ValueTrack); `hsa_…` as
 * HubSpot's ad tracking writes it, seen and not documented.
 */
const CONTEXT = new Set([
  'matchtype',
  'network',
  'device',
  'devicemodel',
  'placement',
  'target',
  'targetid',
  'adgroupid',
  'adposition',
  'campaignid',
  'creative',
  'keyword',
  'feeditemid',
  'loc_physical_ms',
  'loc_interest_ms',
  'gclsrc',
  'srsltid',
  'mc_cid',
]);

function isContext(name: string): boolean {
  return CONTEXT.has(name) || /^(hsa|gad)_/.test(name);
}

/**
 * What an arrival brings besides campaign names and known click ids, by lower-case name: free
 * context, kept as it came.
 */
export function campaignContext(query: string): Readonly<Record<string, string>> {
  return Object.fromEntries([...queryParameters(query)].filter(([name]) => isContext(name)));
}

/** Longest campaign that is handed on, in characters: addresses are cut beyond 2 000 here and there. */
const MOST_HANDED_ON = 1_000;

/**
 * The parts of a query that go along to another site, byte for byte and in their order: names of the
 * campaign and its context, and click ids only where use for ads was granted.
 */
export function handedOn(
  query: string,
  adUse: boolean,
): readonly { readonly name: string; readonly pair: string }[] {
  let room = MOST_HANDED_ON;
  return query.split('&').flatMap((pair) => {
    const equals = pair.indexOf('=');
    if (equals <= 0) return [];
    const name = decodedName(pair.slice(0, equals));
    const goes = isPersonParameter(name) ? adUse : /^utm_/.test(name) || isContext(name);
    if (!goes || pair.length + 1 > room) return [];
    room -= pair.length + 1;
    return [{ name, pair }];
  });
}
