import { consentRuleFor } from '#experiments/definition/settings/consent-rule.ts';
import type { ConsentMode, Site } from '#experiments/definition/settings/site.ts';
import { readChoice } from './choice.ts';
import { type DaySalt, dayVisitorOf } from './day-salt.ts';
import { countryOf } from './facts.ts';
import { identify } from './identity.ts';
import type { Keyring } from './keyring.ts';
import { newVisitorId } from './visitor-id.ts';

/** As what a page view is assigned and counted. */
export type Recognition = {
  readonly mode: ConsentMode;
  /** The visitor, of a day or for longer, or the view where nobody is recognised. A UUIDv7. */
  readonly unitId: string;
  /** Id of this view; in strict mode the unit. */
  readonly nonce: string;
  readonly returning: boolean;
  /** Header that makes or renews the visitor's cookie; null when nothing is to be stored. */
  readonly setCookie: string | null;
  /** Recognised only because of a yes, where nobody is without one. */
  readonly afterConsent: boolean;
  /** Whether the visitor is still to be asked. */
  readonly asks: boolean;
};

/**
 * Whether and how the visitor of a page view is recognised: by the rule for the country, and by
 * what the visitor has answered. Where it is strict nothing is stored before a yes, and every view
 * stands for itself; a no has the same effect everywhere. Where it is cookieless the visitor is known
 * for the day, and where that cannot be, without a salt, an address or a user agent, as in strict mode.
 */
export async function recognise(
  request: Request,
  url: URL,
  context: {
    readonly keys: Keyring;
    readonly now: number;
    readonly site: Pick<Site, 'consent' | 'origin'>;
    /** Of today; null or left out where none is known. */
    readonly daySalt?: DaySalt | null;
  },
): Promise<Recognition> {
  const { keys, now, site, daySalt } = context;
  const rule = consentRuleFor(site.consent, countryOf(request));
  const choice = await readChoice(request, url, { keys, version: site.consent.version });
  const mode = modeAfter(rule.mode, choice?.measurement ?? null);
  const asks = rule.mode === 'strict' && choice === null;
  if (mode === 'cookie') {
    const { visitorId, returning, setCookie } = await identify(request, url, context);
    const nonce = crypto.randomUUID();
    const afterConsent = rule.mode !== 'cookie';
    return { mode, unitId: visitorId, nonce, returning, setCookie, afterConsent, asks };
  }
  const nonce = newVisitorId(now);
  const unknown = { nonce, returning: false, setCookie: null, afterConsent: false, asks };
  if (mode !== 'cookieless') return { mode, unitId: nonce, ...unknown };
  const unitId = daySalt ? await dayVisitorOf(request, { salt: daySalt, site: site.origin }) : null;
  return unitId === null
    ? { mode: 'strict', unitId: nonce, ...unknown }
    : { mode, unitId, ...unknown };
}

/** `measurement`: the visitor's answer, null without one. */
function modeAfter(mode: ConsentMode, measurement: boolean | null): ConsentMode {
  if (mode === 'off' || measurement === null) return mode;
  return measurement ? 'cookie' : 'strict';
}
