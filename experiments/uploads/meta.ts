import { decimalAmount } from './decimal-amount.ts';
import type { MetaSettings } from './settings.ts';
import {
  inBatches,
  type JsonObject,
  present,
  type SoundConversion,
  type UploadRequest,
} from './upload.ts';
import { unixSeconds } from './wall-time.ts';

/** Most events of one request; repeated everywhere, Meta's own text has not been seen. */
export const META_BATCH = 1_000;

/**
 * Meta Conversions API. One event older than seven days refuses the whole request.
 * Sources: https://developers.facebook.com/docs/marketing-api/conversions-api/parameters/server-event
 * and `…/customer-information-parameters`; `serverside/*` of facebook-nodejs-business-sdk.
 */
export function metaRequests(
  conversions: readonly SoundConversion[],
  settings: MetaSettings,
): readonly UploadRequest[] {
  const { datasetId, apiVersion = 'v24.0', testEventCode } = settings;
  return inBatches(conversions, META_BATCH).map((batch) => ({
    kind: 'request' as const,
    path: `/${apiVersion}/${datasetId}/events`,
    headers: {},
    body: present({
      data: batch.map((conversion) => eventOf(conversion, settings)),
      test_event_code: testEventCode,
    }),
    conversions: batch,
  }));
}

/** The source of the events where the site does not say another: a CRM, which needs no browser. */
const META_ACTION_SOURCE = 'system_generated';

/**
 * `_fbc`: the cookie, or made from the click id in its form `fb.1.<ms of the click>.<fbclid>`; null
 * without the time of the click.
 * Source: https://developers.facebook.com/documentation/ads-commerce/conversions-api/parameters/fbp-and-fbc
 */
export function fbcOf({
  cookies,
  clicks,
  clickedAt,
}: Pick<SoundConversion, 'cookies' | 'clicks' | 'clickedAt'>): string | null {
  if (cookies.fbc) return cookies.fbc;
  const fbclid = clicks['fbclid'];
  return fbclid && clickedAt !== undefined ? `fb.1.${clickedAt}.${fbclid}` : null;
}

function eventOf(conversion: SoundConversion, settings: MetaSettings): JsonObject {
  const { id, event, occurredAt, page, digests, cookies, value, variant } = conversion;
  const { actionSource = META_ACTION_SOURCE, variantField } = settings;
  const many = (digest: string | undefined) => digest && [digest];
  return {
    event_name: event,
    event_time: unixSeconds(occurredAt),
    event_id: id,
    action_source: actionSource,
    ...present({ event_source_url: page?.url }),
    user_data: present({
      em: many(digests.email),
      ph: many(digests.phone),
      fn: many(digests.firstName),
      ln: many(digests.lastName),
      ct: many(digests.city),
      st: many(digests.region),
      zp: many(digests.postalCode),
      country: many(digests.country),
      external_id: many(digests.externalId),
      client_ip_address: page?.ip,
      client_user_agent: page?.userAgent,
      fbc: fbcOf(conversion),
      fbp: cookies.fbp,
    }),
    custom_data: present({
      currency: value?.currency,
      value: value && Number(decimalAmount(value)),
      order_id: id,
      ...(variantField && variant ? { [variantField]: variant } : {}),
    }),
  };
}
