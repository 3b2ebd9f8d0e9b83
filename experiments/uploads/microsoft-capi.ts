import { decimalAmount } from './decimal-amount.ts';
import type { MicrosoftApiSettings } from './settings.ts';
import {
  inBatches,
  type JsonObject,
  present,
  type SoundConversion,
  type UploadRequest,
} from './upload.ts';
import { unixSeconds } from './wall-time.ts';

/** Our own choice: how many events one request may have has not been seen. */
export const MICROSOFT_CAPI_BATCH = 500;

/**
 * Microsoft Advertising, UET Conversions API: a pilot that Microsoft opens on request.
 * Sources: https://learn.microsoft.com/en-us/advertising/guides/uet-conversion-api-integration and
 * Segment's `ms-bing-capi`.
 */
export function microsoftCapiRequests(
  conversions: readonly SoundConversion[],
  { tagId }: MicrosoftApiSettings,
): readonly UploadRequest[] {
  return inBatches(conversions, MICROSOFT_CAPI_BATCH).map((batch) => ({
    kind: 'request' as const,
    path: `/v1/${tagId}/events`,
    headers: {},
    body: { data: batch.map(eventOf), continueOnValidationError: true },
    conversions: batch,
  }));
}

function eventOf(conversion: SoundConversion): JsonObject {
  const { id, event, occurredAt, page, clicks, digests, value, leadId } = conversion;
  return present({
    eventType: 'custom',
    eventName: event,
    eventId: id,
    eventTime: unixSeconds(occurredAt),
    eventSourceUrl: page?.url,
    // Whoever has not granted it is refused by the linter.
    adStorageConsent: 'G',
    userData: present({
      msclkid: clicks['msclkid'],
      em: digests.email,
      ph: digests.phone,
      externalId: leadId,
      clientIpAddress: page?.ip,
      clientUserAgent: page?.userAgent,
    }),
    customData: present({
      eventValue: value && Number(decimalAmount(value)),
      currency: value?.currency,
      transactionId: id,
    }),
  });
}
