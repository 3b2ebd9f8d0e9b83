import type { Claim } from './evidence.ts';
import { FORMATS } from './formats.ts';
import type { Platform } from './platform.ts';
import type { FormatName } from './settings.ts';
import { UPLOAD_WINDOWS } from './windows.ts';

/** What nobody has shown us of a platform, so that pages and documents can mark it. */
export function unverifiedClaims(platform: Platform): readonly Claim[] {
  const formats = (Object.keys(FORMATS) as FormatName[]).filter(
    (name) => FORMATS[name].platform === platform,
  );
  return [
    ...UPLOAD_WINDOWS[platform].claims,
    ...formats.flatMap((name) => FORMAT_CLAIMS[name]),
  ].filter(({ evidence }) => evidence === 'unverified');
}

/** What each format rests on, beside the windows. */
const FORMAT_CLAIMS: Readonly<Record<FormatName, readonly Claim[]>> = {
  'google-clicks': [
    {
      text: 'The five columns of the template, the row of parameters and times without a zone.',
      evidence: 'vendor',
      source: 'https://support.google.com/google-ads/answer/7014069',
    },
    {
      text: '"Order ID" is the field for the id of a conversion in uploads by CSV, 64 characters at most.',
      evidence: 'vendor',
      source: 'https://support.google.com/google-ads/answer/6386790',
    },
    {
      text: 'Files for gbraid and wbraid have columns named GBRAID and WBRAID.',
      evidence: 'practice',
      source: 'several public repositories',
    },
    {
      text: 'One file per kind of click id is the safe way: some put all three in one file.',
      evidence: 'unverified',
      source: 'public repositories differ',
    },
  ],
  'google-adjustments': [
    {
      text: 'The words RETRACT and RESTATE, not those of the interface.',
      evidence: 'practice',
      source: 'public repositories, one with 2,145 rows refused',
    },
    {
      text: 'A conversion reported with an order id must be adjusted by it.',
      evidence: 'vendor',
      source:
        'https://developers.google.com/google-ads/api/reference/rpc/latest/ConversionAdjustment',
    },
    {
      text: 'A conversion that was taken back may still block its click and moment, so that one reported again comes a second later.',
      evidence: 'unverified',
      source: 'our own caution',
    },
  ],
  'google-leads': [
    {
      text: 'The exact spelling of the header of enhanced conversions for leads.',
      evidence: 'unverified',
      source: 'Adobe’s upload specification, which mirrors Google’s template',
    },
  ],
  'google-data-manager': [
    {
      text: 'Fields, batch size and consent.',
      evidence: 'vendor',
      source: 'https://developers.google.com/data-manager/api/reference/rest/v1/UserData',
    },
    {
      text: 'A custom variable that the account does not know is left out without a word.',
      evidence: 'vendor',
      source:
        'https://googleapis.dev/dotnet/Google.Ads.DataManager.V1/latest/api/Google.Ads.DataManager.V1.CustomVariable.html',
    },
    {
      text: 'Corrections by this interface: none has been seen, so they go by file.',
      evidence: 'unverified',
      source: 'not in the documents that were read',
    },
  ],
  'microsoft-file': [
    {
      text: 'The zone as an offset such as +0000, never a name.',
      evidence: 'vendor',
      source: 'Microsoft’s template, embedded in a public exporter',
    },
    {
      text: 'Spelling of the header: "Microsoft Click ID", "Microsoft Click Id" and "Click ID" are all in use; so are a semicolon and commas behind the zone.',
      evidence: 'unverified',
      source: 'public repositories differ',
    },
    {
      text: 'Columns "Hashed Email Address" and "Hashed Phone Number" for conversions without a click id.',
      evidence: 'unverified',
      source: 'public practice; the fields are documented for the bulk service',
    },
    {
      text: 'The phone is hashed from its digits alone, as the Conversions API’s connector does.',
      evidence: 'connector',
      source: 'Segment, ms-bing-capi',
    },
  ],
  'microsoft-bulk': [
    {
      text: 'Columns, UTC times, Restate and Retract.',
      evidence: 'vendor',
      source: 'https://learn.microsoft.com/en-us/advertising/bulk-service/offline-conversion',
    },
  ],
  'microsoft-capi': [
    {
      text: 'Fields and seconds; the interface is a pilot.',
      evidence: 'vendor',
      source: 'https://learn.microsoft.com/en-us/advertising/guides/uet-conversion-api-integration',
    },
    {
      text: 'How many events one request may have: 500 is our own choice.',
      evidence: 'unverified',
      source: 'not seen',
    },
    {
      text: 'How its answers list errors: a form that we do not know refuses the whole request.',
      evidence: 'unverified',
      source: 'not seen',
    },
  ],
  meta: [
    {
      text: 'Fields, which of them are hashed, and repeats by event name and id within 48 hours.',
      evidence: 'vendor',
      source:
        'https://developers.facebook.com/docs/marketing-api/conversions-api/parameters/customer-information-parameters',
    },
    {
      text: 'At most 1,000 events in one request.',
      evidence: 'unverified',
      source: 'repeated by connectors, not seen at Meta',
    },
    {
      text: 'Names are hashed without spaces and punctuation.',
      evidence: 'connector',
      source: 'the normaliser of Meta’s pixel; its Node library leaves names as they are',
    },
  ],
  linkedin: [
    {
      text: 'Milliseconds, amounts as text, 5,000 events in a batch.',
      evidence: 'vendor',
      source:
        'https://learn.microsoft.com/en-us/linkedin/marketing/integrations/ads-reporting/conversions-api',
    },
    {
      text: 'How many requests a minute: partners say 300 and 600.',
      evidence: 'unverified',
      source: 'Salesforce and RudderStack differ',
    },
    {
      text: 'Columns of the CSV upload in Campaign Manager; therefore there is no file.',
      evidence: 'unverified',
      source: 'not seen',
    },
  ],
  tiktok: [
    {
      text: 'Fields and digests.',
      evidence: 'connector',
      source: 'Segment tiktok-conversions, RudderStack tiktok_ads',
    },
    {
      text: 'At most 1,000 events in one request, of which a bad one refuses all.',
      evidence: 'unverified',
      source: 'https://hightouch.com/docs/destinations/tiktok',
    },
  ],
  ga4: [
    {
      text: 'Time in microseconds, client id of the tag, reserved names.',
      evidence: 'vendor',
      source: 'https://developers.google.com/analytics/devguides/collection/protocol/ga4/reference',
    },
    {
      text: 'The answer is 2xx whatever was sent.',
      evidence: 'unverified',
      source: 'widely known, not seen in a document',
    },
    {
      text: 'Names of stages such as close_convert_lead.',
      evidence: 'unverified',
      source: 'generate_lead, purchase and refund are known',
    },
  ],
};
