import {
  countryCode,
  gmailMailbox,
  lettersAndSpaces,
  lettersOnly,
  lowerText,
  phoneDigits,
  plainEmail,
  plainPhone,
  withoutSuffix,
  withoutTitle,
} from './normalise.ts';
import { PERSON_FIELDS, type Person, type PersonField } from './person.ts';
import type { Platform } from './platform.ts';

/** Version of the rules below: digests made by other rules do not match any more. */
export const DIGEST_RULES_VERSION = 1;

/**
 * What of a person is hashed for a platform, by field, in the exact text whose UTF-8 bytes go into
 * SHA-256 (hex, lower case). The same person gives other texts on other platforms, so digests are
 * kept per platform. Left out: what the person did not say, what is no valid value (a phone without
 * country code, an address without "@"), and what the platform wants unhashed (`plainInputs`).
 *
 * Never hash click ids, platform cookies, IP addresses or user agents: they are not in here.
 */
export function digestInputs(
  platform: Platform,
  person: Person,
): Readonly<Partial<Record<PersonField, string>>> {
  return normalised(HASHED[platform], person);
}

/**
 * What of a person a platform wants as plain text beside the digests, by field. It is personal data
 * and travels sealed like the digests.
 */
export function plainInputs(
  platform: Platform,
  person: Person,
): Readonly<Partial<Record<PersonField, string>>> {
  return normalised(PLAIN[platform], person);
}

type Rules = Partial<Readonly<Record<PersonField, (text: string) => string>>>;

const trimmed = (text: string) => text.trim();

/**
 * Google: Data Manager API, "Format user data" (dots since 2025, "+suffix" since 2026),
 * https://developers.google.com/data-manager/api/devguides/concepts/formatting ; names without
 * punctuation, https://developers.google.com/data-manager/api/reference/rest/v1/UserData
 * Microsoft: UET Conversions API guide (e-mail trimmed, lower case; phone digits as in Segment's
 * `ms-bing-capi`), https://learn.microsoft.com/en-us/advertising/guides/uet-conversion-api-integration
 * Meta: https://developers.facebook.com/docs/marketing-api/conversions-api/parameters/customer-information-parameters
 * and `serverside/utils.js` of facebook-nodejs-business-sdk.
 * LinkedIn: e-mail alone; neither connector read has a phone.
 * TikTok: Segment's `tiktok-conversions`, without its cut of the phone at 15 characters.
 * GA4: https://developers.google.com/analytics/devguides/collection/ga4/uid-data
 */
const HASHED: Readonly<Record<Platform, Rules>> = {
  google: {
    email: (text) => gmailMailbox(plainEmail(text), { suffix: 'drop' }),
    phone: plainPhone,
    firstName: withoutTitle,
    lastName: withoutSuffix,
  },
  microsoft: { email: plainEmail, phone: phoneDigits },
  meta: {
    email: plainEmail,
    phone: phoneDigits,
    firstName: lettersOnly,
    lastName: lettersOnly,
    city: lettersOnly,
    region: lettersOnly,
    postalCode: (text) => lowerText(text).replaceAll(' ', '').split('-', 1)[0] ?? '',
    country: (text) => countryCode(text).toLowerCase(),
    externalId: trimmed,
  },
  linkedin: { email: plainEmail },
  tiktok: {
    email: plainEmail,
    phone: plainPhone,
    firstName: lowerText,
    lastName: lowerText,
    postalCode: (text) => lowerText(text).replaceAll(' ', ''),
    externalId: trimmed,
  },
  ga4: {
    email: (text) => gmailMailbox(plainEmail(text), { suffix: 'keep' }),
    phone: plainPhone,
    firstName: lettersAndSpaces,
    lastName: lettersAndSpaces,
  },
};

/** Sources as above; for LinkedIn its Conversions API, `userInfo`. */
const PLAIN: Readonly<Record<Platform, Rules>> = {
  google: { country: countryCode, postalCode: trimmed },
  microsoft: {},
  meta: {},
  linkedin: { firstName: trimmed, lastName: trimmed, country: countryCode },
  tiktok: {
    city: (text) => lowerText(text).replace(/[^\p{L}\p{N}]/gu, ''),
    region: (text) => lowerText(text).replace(/[^\p{L}\p{N}]/gu, ''),
    country: (text) => countryCode(text).toLowerCase(),
  },
  ga4: {
    city: lettersAndSpaces,
    region: lettersAndSpaces,
    postalCode: lowerText,
    country: countryCode,
  },
};

/** Fields that a platform wants as digests. */
export function hashedFields(platform: Platform): readonly PersonField[] {
  return PERSON_FIELDS.filter((field) => HASHED[platform][field] !== undefined);
}

function normalised(rules: Rules, person: Person): Partial<Record<PersonField, string>> {
  return Object.fromEntries(
    PERSON_FIELDS.flatMap((field) => {
      const text = rules[field]?.(person[field] ?? '') ?? '';
      return text === '' ? [] : [[field, text]];
    }),
  );
}
