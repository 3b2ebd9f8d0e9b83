import type { ConsentSnapshot } from '../contract/consent.ts';
import { decimalAmount } from './decimal-amount.ts';
import { googleClick } from './google-click.ts';
import type { GoogleApiSettings } from './settings.ts';
import {
  inBatches,
  type Json,
  type JsonObject,
  present,
  type SoundConversion,
  type UploadRequest,
} from './upload.ts';
import { rfc3339 } from './wall-time.ts';

/** Source: https://developers.google.com/data-manager/api/devguides/limits */
export const DATA_MANAGER_BATCH = 2_000;

/**
 * Google's Data Manager API, `events:ingest`. One bad field refuses the whole request, therefore
 * only sound conversions come here.
 * Sources: `google/ads/datamanager/v1/{event,ingestion_service,destination,consent}.proto`;
 * https://developers.google.com/data-manager/api/reference/rest/v1/UserData ;
 * https://developers.google.com/data-manager/api/devguides/events/google-ads/offline/upgrade
 */
export function dataManagerRequests(
  conversions: readonly SoundConversion[],
  settings: GoogleApiSettings,
): readonly UploadRequest[] {
  return byAction(conversions).flatMap(([actionId, own]) =>
    inBatches(own, DATA_MANAGER_BATCH).map((batch) => ({
      kind: 'request' as const,
      path: '/v1/events:ingest',
      headers: {},
      body: {
        destinations: [destinationOf(actionId, settings)],
        encoding: 'HEX',
        validateOnly: settings.validateOnly ?? false,
        events: batch.map((conversion) => eventOf(conversion, settings)),
      },
      conversions: batch,
    })),
  );
}

/** A request names one conversion action: its events go to every destination in it. */
function byAction(conversions: readonly SoundConversion[]) {
  const groups = new Map<string, SoundConversion[]>();
  for (const conversion of conversions) {
    const actionId = conversion.actionId ?? '';
    groups.set(actionId, [...(groups.get(actionId) ?? []), conversion]);
  }
  return [...groups];
}

function destinationOf(actionId: string, { accountId, loginAccountId }: GoogleApiSettings) {
  return present({
    operatingAccount: { accountType: 'GOOGLE_ADS', accountId: digitsOf(accountId) },
    loginAccount: loginAccountId && {
      accountType: 'GOOGLE_ADS',
      accountId: digitsOf(loginAccountId),
    },
    productDestinationId: actionId,
  });
}

function digitsOf(accountId: string): string {
  return accountId.replaceAll('-', '');
}

function eventOf(conversion: SoundConversion, { variantField }: GoogleApiSettings): JsonObject {
  const { id, occurredAt, value, variant } = conversion;
  const click = googleClick(conversion);
  // The older interface took no person beside a click id of iOS; one refusal costs the whole batch.
  const people = click !== null && click.type !== 'gclid' ? [] : identifiersOf(conversion);
  return present({
    transactionId: id,
    eventTimestamp: rfc3339(occurredAt),
    currency: value?.currency,
    conversionValue: value && Number(decimalAmount(value)),
    eventSource: 'WEB',
    consent: consentOf(conversion.consent),
    adIdentifiers: click && { [click.type]: click.value },
    userData: people.length === 0 ? null : { userIdentifiers: people },
    customVariables: variantField && variant ? [{ variable: variantField, value: variant }] : null,
  });
}

/** An address counts only as a whole: both names, country and postal code. */
function identifiersOf({ digests, plain }: SoundConversion): readonly Json[] {
  const { email, phone, firstName, lastName } = digests;
  const { country, postalCode } = plain ?? {};
  return [
    ...(email ? [{ emailAddress: email }] : []),
    ...(phone ? [{ phoneNumber: phone }] : []),
    ...(firstName && lastName && country && postalCode
      ? [
          {
            address: {
              givenName: firstName,
              familyName: lastName,
              regionCode: country,
              postalCode,
            },
          },
        ]
      : []),
  ];
}

function consentOf({ adUserData, adPersonalization }: SoundConversion['consent']): JsonObject {
  return present({
    adUserData: CONSENT[adUserData],
    adPersonalization: CONSENT[adPersonalization],
  });
}

/** "Unknown" is left out: no answer is neither of the two. */
const CONSENT: Readonly<Record<ConsentSnapshot['adUserData'], string | null>> = {
  granted: 'CONSENT_GRANTED',
  denied: 'CONSENT_DENIED',
  unknown: null,
};
