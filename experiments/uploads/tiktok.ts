import { decimalAmount } from './decimal-amount.ts';
import type { TikTokSettings } from './settings.ts';
import {
  inBatches,
  type JsonObject,
  present,
  type SoundConversion,
  type UploadRequest,
} from './upload.ts';
import { unixSeconds } from './wall-time.ts';

/** Most events of one request, as a connector's documentation says; a bad one refuses all of them. */
export const TIKTOK_BATCH = 1_000;

/**
 * TikTok Events API 2.0.
 * Source: Segment's `tiktok-conversions` and RudderStack's `tiktok_ads`; TikTok's own reference has
 * not been seen, so limits and look-back are unverified.
 */
export function tikTokRequests(
  conversions: readonly SoundConversion[],
  { source, sourceId, testEventCode }: TikTokSettings,
): readonly UploadRequest[] {
  return inBatches(conversions, TIKTOK_BATCH).map((batch) => ({
    kind: 'request' as const,
    path: '/open_api/v1.3/event/track/',
    headers: {},
    body: present({
      event_source: source,
      event_source_id: sourceId,
      test_event_code: testEventCode,
      data: batch.map(eventOf),
    }),
    conversions: batch,
  }));
}

function eventOf(conversion: SoundConversion): JsonObject {
  const { id, event, occurredAt, digests, plain, clicks, cookies, page, value, consent } =
    conversion;
  const many = (digest: string | undefined) => digest && [digest];
  return present({
    event,
    event_time: unixSeconds(occurredAt),
    event_id: id,
    user: present({
      email: many(digests.email),
      phone: many(digests.phone),
      external_id: many(digests.externalId),
      first_name: digests.firstName,
      last_name: digests.lastName,
      zip_code: digests.postalCode,
      city: plain?.city,
      state: plain?.region,
      country: plain?.country,
      ttclid: clicks['ttclid'],
      ttp: cookies.ttp,
      ip: page?.ip,
      user_agent: page?.userAgent,
    }),
    properties: present({
      currency: value?.currency,
      value: value && Number(decimalAmount(value)),
      order_id: id,
    }),
    page: page && { url: page.url },
    // Not having agreed to personalised ads limits what TikTok may do with the event.
    limited_data_use: consent.adPersonalization !== 'granted',
  });
}
