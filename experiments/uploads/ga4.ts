import type { Money } from '../revenue/deal-state.ts';
import { decimalAmount } from './decimal-amount.ts';
import type { Ga4Settings } from './settings.ts';
import { type JsonObject, present, type SoundConversion, type UploadRequest } from './upload.ts';
import { unixMicroseconds } from './wall-time.ts';

/**
 * GA4 Measurement Protocol, one request per conversion: each has its own browser, time and consent.
 * A conversion that is taken back or lowered becomes a `refund` of the same transaction.
 * The answer is 2xx whatever is sent, so that only the linter can tell what is wrong.
 * Sources: https://developers.google.com/analytics/devguides/collection/protocol/ga4/use-cases and
 * `…/reference`; https://developers.google.com/analytics/devguides/collection/ga4/uid-data
 */
export function ga4Requests(
  conversions: readonly SoundConversion[],
  settings: Ga4Settings,
): readonly UploadRequest[] {
  return conversions.map((conversion) => ({
    kind: 'request' as const,
    path: `/mp/collect?measurement_id=${settings.measurementId}`,
    headers: {},
    body: bodyOf(conversion, settings),
    conversions: [conversion],
  }));
}

/** What is given back: everything with `retract`, the difference with `restate`. */
function refundedOf({
  action,
  value,
  reported,
}: Pick<SoundConversion, 'action' | 'value' | 'reported'>): Money | null {
  if (action === 'new' || !reported) return null;
  return { ...reported, minor: reported.minor - (action === 'restate' ? (value?.minor ?? 0) : 0) };
}

function bodyOf(conversion: SoundConversion, settings: Ga4Settings): JsonObject {
  const { action, event, occurredAt, adjustedAt, cookies, leadId, consent } = conversion;
  const at = action === 'new' ? occurredAt : (adjustedAt ?? occurredAt);
  return present({
    client_id: cookies.gaClientId,
    user_id: leadId,
    timestamp_micros: unixMicroseconds(at),
    consent: present({
      ad_user_data: answerOf(consent.adUserData),
      ad_personalization: answerOf(consent.adPersonalization),
    }),
    user_data: userDataOf(conversion),
    events: [
      { name: action === 'new' ? event : 'refund', params: parametersOf(conversion, settings) },
    ],
  });
}

function parametersOf(conversion: SoundConversion, { variantField }: Ga4Settings): JsonObject {
  const { id, action, value, cookies, variant } = conversion;
  const money = action === 'new' ? value : refundedOf(conversion);
  return present({
    currency: money?.currency,
    value: money && Number(decimalAmount(money)),
    transaction_id: id,
    session_id: cookies.gaSessionId,
    engagement_time_msec: 1,
    ...(variantField && variant ? { [variantField]: variant } : {}),
  });
}

/** Only with a user id: the two go together. */
function userDataOf({ digests, plain, leadId }: SoundConversion): JsonObject | null {
  const { email, phone, firstName, lastName } = digests;
  if (leadId === '' || !(email || phone || firstName)) return null;
  const address = present({
    sha256_first_name: firstName,
    sha256_last_name: lastName,
    city: plain?.city,
    region: plain?.region,
    postal_code: plain?.postalCode,
    country: plain?.country,
  });
  return present({
    sha256_email_address: email && [email],
    sha256_phone_number: phone && [phone],
    address: Object.keys(address).length === 0 ? null : [address],
  });
}

function answerOf(choice: SoundConversion['consent']['adUserData']): string | null {
  return choice === 'unknown' ? null : choice.toUpperCase();
}
