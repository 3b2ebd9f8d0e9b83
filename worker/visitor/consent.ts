import type { ConsentSnapshot } from '#experiments/contract/consent.ts';
import { consentRuleFor } from '#experiments/definition/settings/consent-rule.ts';
import type { ConsentMode, Site } from '#experiments/definition/settings/site.ts';
import { type Choice, readChoice } from './choice.ts';
import { countryOf } from './facts.ts';
import { hasGpc } from './gpc.ts';
import type { Keyring } from './keyring.ts';

/** What a form says about use for ads: whether its box was ticked, and which words stood beside it. */
export type FormConsent = {
  readonly ticked: boolean;
  /** Version of the words. */
  readonly version: string;
};

/**
 * What a visitor has agreed to, for the snapshot that is kept with a lead. `Sec-GPC: 1` refuses
 * whatever else was said (https://www.w3.org/TR/gpc/). A box in the form that was left empty is a
 * refusal too. Without such a box the answer to the banner counts. Where nobody was asked, the site's
 * rule for the country decides, and without one it is not known, which counts as a no.
 */
export function consentOf(
  request: Request,
  asked: {
    readonly mode: ConsentMode;
    /** Null where the form has no such box. */
    readonly form: FormConsent | null;
    /** What the visitor answered to the banner or on the page of choices. */
    readonly choice?: Choice | null;
    /** The site's rule for who was not asked: `opt-out` takes silence for a yes. */
    readonly rule: 'ask' | 'opt-out';
    /** Epoch milliseconds. */
    readonly now: number;
  },
): ConsentSnapshot {
  const { mode, form, now } = asked;
  const gpc = hasGpc(request);
  const snapshot = { mode, gpc, at: now };
  if (form) {
    const choice = form.ticked && !gpc ? 'granted' : 'denied';
    // The box asks for measurement; ads made for the person are another question.
    const person = { adUserData: choice, adPersonalization: 'denied' } as const;
    return { ...snapshot, ...person, version: form.version, from: 'form' };
  }
  if (asked.choice) {
    const { adUserData, adPersonalization, version } = asked.choice;
    return {
      ...snapshot,
      adUserData: adUserData && !gpc ? 'granted' : 'denied',
      adPersonalization: adPersonalization && !gpc ? 'granted' : 'denied',
      version,
      from: 'banner',
    };
  }
  const unasked = asked.rule === 'opt-out' ? 'granted' : 'unknown';
  const adUserData = gpc ? 'denied' : unasked;
  const adPersonalization = gpc ? 'denied' : 'unknown';
  return { ...snapshot, adUserData, adPersonalization, version: '', from: 'rule' };
}

/** The same for a request to this site: with the answer that it brings and the rule of its country. */
export async function consentHere(
  request: Request,
  url: URL,
  context: {
    readonly keys: Keyring;
    readonly site: Pick<Site, 'consent'>;
    readonly mode: ConsentMode;
    readonly form: FormConsent | null;
    readonly now: number;
  },
): Promise<ConsentSnapshot> {
  const { consent } = context.site;
  return consentOf(request, {
    ...context,
    choice: await readChoice(request, url, { keys: context.keys, version: consent.version }),
    rule: consentRuleFor(consent, countryOf(request)).adUse,
  });
}
