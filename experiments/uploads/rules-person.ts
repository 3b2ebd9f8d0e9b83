import type { UploadConversion } from './conversion.ts';
import { hashedFields } from './digest-inputs.ts';
import { error, type Fault } from './finding.ts';
import { PERSON_FIELDS, type PersonField } from './person.ts';
import { PLATFORM_CLICK_IDS, PLATFORM_LABELS, type Platform } from './platform.ts';

const HASH = /^[0-9a-f]{64}$/;
const HASH_ANY_CASE = /^[0-9a-f]{64}$/i;
/** SHA-256 of no bytes: somebody hashed an empty field. */
const HASH_OF_NOTHING = 'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855';
const EMAIL = /[^\s@/?&=]+(?:@|%40)[^\s@/?&=]+\.[a-z]{2,}/i;

/** Digests are whole SHA-256 in lower-case hex, of the fields that this platform wants hashed. */
export function digestFaults(platform: Platform, { digests }: UploadConversion): readonly Fault[] {
  const wanted = new Set(hashedFields(platform));
  return PERSON_FIELDS.flatMap((field) => {
    const digest = digests[field];
    if (digest === undefined) return [];
    const fault = digestFault(field, digest);
    if (fault) return [fault];
    return wanted.has(field)
      ? []
      : [
          error(
            'not-hashed-here',
            `${PLATFORM_LABELS[platform]} takes no digest of ${FIELD_LABELS[field]}`,
            'Leave it out, or give it as plain text where the platform has a field for it',
          ),
        ];
  });
}

function digestFault(field: PersonField, digest: string): Fault | null {
  const label = FIELD_LABELS[field];
  if (digest.includes('@')) {
    return error(
      'unhashed-email',
      `the digest of ${label} is a readable address`,
      'Hash the normalised address with SHA-256; it never leaves as text',
    );
  }
  if (digest === HASH_OF_NOTHING) {
    return error(
      'hash-of-nothing',
      `the digest of ${label} is that of an empty text`,
      'Leave empty fields out',
    );
  }
  if (HASH.test(digest)) return null;
  return error(
    'hash-format',
    HASH_ANY_CASE.test(digest)
      ? `the digest of ${label} has capital letters`
      : `the digest of ${label} is no SHA-256 of 64 hex digits`,
    'Write SHA-256 as 64 hex digits in lower case, nothing before or behind them',
  );
}

/** Ids, addresses and names that leave unhashed are no digests and hold no personal data. */
export function plainFaults(platform: Platform, conversion: UploadConversion): readonly Fault[] {
  const { cookies, plain, page } = conversion;
  const clicks = Object.fromEntries(
    PLATFORM_CLICK_IDS[platform].map((name) => [name, conversion.clicks[name]]),
  );
  const opaque = { ...clicks, ...cookies, ...plain, ip: page?.ip, 'user agent': page?.userAgent };
  const hashed = Object.entries(opaque).filter(([, value]) => HASH_ANY_CASE.test(value ?? ''));
  const { id, leadId, event, variant } = conversion;
  const told = Object.entries({
    ...clicks,
    id,
    event,
    'lead id': leadId,
    variant,
    'page address': page?.url,
  });
  const personal = told.filter(([, value]) => EMAIL.test(value ?? ''));
  return [
    ...hashed.map(([name]) =>
      error('never-hash', `${name} is a digest`, 'Send it as it was received: it is never hashed'),
    ),
    ...personal.map(([name]) =>
      error(
        'personal-data',
        `${name} holds an e-mail address`,
        'Use an id that says nothing of the person',
      ),
    ),
  ];
}

const FIELD_LABELS: Readonly<Record<PersonField, string>> = {
  email: 'the e-mail address',
  phone: 'the phone number',
  firstName: 'the first name',
  lastName: 'the last name',
  city: 'the city',
  region: 'the region',
  postalCode: 'the postal code',
  country: 'the country',
  externalId: 'the external id',
};
