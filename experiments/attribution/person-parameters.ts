import { CLICK_IDS } from './click-ids.ts';

/** Stands where an identifier stood: that somebody came by an ad is no personal data, which click is. */
export const REDACTED = 'redacted';

/**
 * Parameters that tell one reader of an e-mail, or one visitor of another site, from all others.
 * Source: the lists by which browsers strip addresses, Brave
 * https://github.com/brave/brave-core (`query_filter`) and Firefox
 * https://firefox.settings.services.mozilla.com (`query-stripping`).
 */
const PERSON_PARAMETERS: readonly string[] = [
  '_gl',
  '_ga',
  '_hsenc',
  '_hsmi',
  '_kx',
  '__hsfp',
  '__hssc',
  '__hstc',
  'hsctatracking',
  'igsh',
  'igshid',
  'mc_eid',
  'mkt_tok',
  'ml_subscriber',
  'ml_subscriber_hash',
  'oly_anon_id',
  'oly_enc_id',
  'rb_clickid',
  'vero_conv',
  'vero_id',
  'wickedid',
];
const KNOWN = new Set([...PERSON_PARAMETERS, ...CLICK_IDS.map(({ parameter }) => parameter)]);

/**
 * Whether a parameter names one click or one person: every click id, unknown ones by their ending
 * too (`newclid`, `abc_click_id`), as networks bring new ones faster than lists follow.
 */
export function isPersonParameter(name: string): boolean {
  const lower = name.toLowerCase();
  return KNOWN.has(lower) || isUnknownClickId(lower);
}

/** Whether a parameter looks like a click id of a network that is not in the registry. */
export function isUnknownClickId(name: string): boolean {
  const lower = name.toLowerCase();
  return /(?:clid|click_?id)$/.test(lower) && !KNOWN.has(lower);
}
