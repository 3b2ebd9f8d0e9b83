import { createHash } from 'node:crypto';
import type { UploadConversion } from '#experiments/uploads/conversion.ts';
import { digestInputs, plainInputs } from '#experiments/uploads/digest-inputs.ts';
import type { Person } from '#experiments/uploads/person.ts';
import type { Platform } from '#experiments/uploads/platform.ts';

/** Sunday 2026-02-01, 15:30 in London, which is UTC in winter. */
export const WON_AT = Date.UTC(2026, 1, 1, 15, 30);
export const CLICKED_AT = Date.UTC(2026, 1, 1, 14, 10);
/** The day after. */
export const NOW = Date.UTC(2026, 1, 2, 12);
export const DAY_MS = 86_400_000;

export const GCLID = 'Cj0KCQiAtvSdBhD0ARIsAPf8oNm8Gx7a_-bX';
export const MSCLKID = 'cdd4afcccb1c9a4cad9544dd7e5006d5';

export const ADA: Person = {
  email: 'Cloudy.San.Francisco+shopping@gmail.com',
  phone: '+44 20 7946 0958',
  firstName: 'Ada',
  lastName: 'Lovelace',
  city: 'London',
  postalCode: 'SW1A 1AA',
  country: 'GB',
  externalId: 'lead-77',
};

/** A consented deal worth 200 pounds that nothing is wrong with, but for a way to find the person. */
export function aConversion(given: Partial<UploadConversion> = {}): UploadConversion {
  return {
    id: 'deal-812',
    action: 'new',
    event: 'Qualified lead',
    occurredAt: WON_AT,
    clickedAt: CLICKED_AT,
    value: { minor: 20_000, currency: 'GBP' },
    clicks: {},
    cookies: {},
    digests: {},
    consent: { adUserData: 'granted', adPersonalization: 'denied', gpc: false },
    leadId: 'lead-77',
    ...given,
  };
}

/** What a platform knows of a person. */
export function knownAs(
  platform: Platform,
  person: Person,
): Pick<UploadConversion, 'digests' | 'plain'> {
  return {
    digests: Object.fromEntries(
      Object.entries(digestInputs(platform, person)).map(([field, text]) => [field, sha256(text)]),
    ),
    plain: plainInputs(platform, person),
  };
}

export function sha256(text: string): string {
  return createHash('sha256').update(text, 'utf8').digest('hex');
}
