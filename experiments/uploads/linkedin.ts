import { decimalAmount } from './decimal-amount.ts';
import type { LinkedInSettings } from './settings.ts';
import {
  inBatches,
  type JsonObject,
  present,
  type SoundConversion,
  type UploadRequest,
} from './upload.ts';

/** Source: https://learn.microsoft.com/en-us/linkedin/marketing/integrations/ads-reporting/conversions-api */
export const LINKEDIN_BATCH = 5_000;

/**
 * LinkedIn Conversions API, as a batch. Times are milliseconds and amounts are texts; `userIds` is
 * there even when it is empty.
 * Sources: https://learn.microsoft.com/en-us/linkedin/marketing/integrations/ads-reporting/conversions-api
 * and the connectors of Segment and RudderStack.
 */
export function linkedInRequests(
  conversions: readonly SoundConversion[],
  { apiVersion = '202603' }: LinkedInSettings,
): readonly UploadRequest[] {
  return inBatches(conversions, LINKEDIN_BATCH).map((batch) => ({
    kind: 'request' as const,
    path: '/rest/conversionEvents',
    headers: {
      'linkedin-version': apiVersion,
      'x-restli-protocol-version': '2.0.0',
      'x-restli-method': 'BATCH_CREATE',
    },
    body: { elements: batch.map(eventOf) },
    conversions: batch,
  }));
}

/** A conversion rule's id as the interface wants it: digits or the whole name. */
export function conversionRule(event: string): string {
  return /^\d+$/.test(event) ? `urn:lla:llaPartnerConversion:${event}` : event;
}

function eventOf(conversion: SoundConversion): JsonObject {
  const { id, event, occurredAt, value, digests, clicks, plain, leadId } = conversion;
  const { firstName, lastName, country } = plain ?? {};
  const clickId = clicks['li_fat_id'];
  return present({
    conversion: conversionRule(event),
    conversionHappenedAt: occurredAt,
    conversionValue: value && { currencyCode: value.currency, amount: decimalAmount(value) },
    eventId: id,
    user: present({
      userIds: [
        ...(digests.email ? [{ idType: 'SHA256_EMAIL', idValue: digests.email }] : []),
        ...(clickId
          ? [{ idType: 'LINKEDIN_FIRST_PARTY_ADS_TRACKING_UUID', idValue: clickId }]
          : []),
      ],
      // One name without the other refuses the event.
      userInfo:
        firstName && lastName ? present({ firstName, lastName, countryCode: country }) : null,
      externalIds: leadId === '' ? null : [leadId],
    }),
  });
}
