import type { Claim } from './evidence.ts';
import type { Platform } from './platform.ts';

/** How long a platform takes a conversion or its correction. */
export type UploadWindow = {
  /** Days back from the moment of sending to the time of the event; null: nobody says. */
  readonly eventDays: number | null;
  /** Most days from the click to the conversion; the site's own goal may be shorter. */
  readonly clickDays: number | null;
  /** Days from the conversion in which it can be retracted or restated; null: it cannot. */
  readonly adjustmentDays: number | null;
  /** Days from the submit in which a digest of the person may still be of use. */
  readonly digestDays: number;
  readonly claims: readonly Claim[];
};

const MICROSOFT = 'https://learn.microsoft.com/en-us/advertising/bulk-service/offline-conversion';
const GA4 = 'https://developers.google.com/analytics/devguides/collection/protocol/ga4/use-cases';

/** Windows by platform, each number with its source. */
export const UPLOAD_WINDOWS: Readonly<Record<Platform, UploadWindow>> = {
  google: {
    eventDays: null,
    clickDays: 90,
    adjustmentDays: 54,
    digestDays: 90,
    claims: [
      {
        text: 'The click must lie inside the conversion action’s own window.',
        evidence: 'vendor',
        source: 'https://support.google.com/google-ads/answer/7014069',
      },
      {
        text: 'That window is 90 days at most: said of Search Ads 360, taken for Google Ads too.',
        evidence: 'unverified',
        source: 'https://support.google.com/sa360/answer/13607450',
      },
      {
        text: 'A conversion older than 54 days can be neither retracted nor restated.',
        evidence: 'vendor',
        source:
          'https://developers.google.com/google-ads/api/reference/rpc/v24/ConversionAdjustmentUploadErrorEnum.ConversionAdjustmentUploadError',
      },
    ],
  },
  microsoft: {
    eventDays: 90,
    clickDays: 90,
    adjustmentDays: 90,
    digestDays: 90,
    claims: [
      {
        text: 'The conversion must have happened within the last 90 days, after the click and inside the goal’s window.',
        evidence: 'vendor',
        source: MICROSOFT,
      },
      {
        text: 'A restatement or retraction names the original time, to which the 90 days apply as well.',
        evidence: 'vendor',
        source: MICROSOFT,
      },
      {
        text: 'A goal’s window is 90 days at most.',
        evidence: 'unverified',
        source: 'Microsoft Advertising, conversion goals',
      },
    ],
  },
  meta: {
    eventDays: 7,
    clickDays: null,
    adjustmentDays: null,
    digestDays: 90,
    claims: [
      {
        text: 'Events may be 7 days old; one older event refuses the whole request.',
        evidence: 'vendor',
        source:
          'https://developers.facebook.com/docs/marketing-api/conversions-api/parameters/server-event',
      },
      {
        text: 'Events of a physical store may be 62 days old.',
        evidence: 'unverified',
        source: 'repeated by connectors, not seen at Meta',
      },
      {
        text: 'How long a digest finds the person again is not said; kept for 90 days.',
        evidence: 'unverified',
        source: 'our own choice',
      },
    ],
  },
  linkedin: {
    eventDays: 90,
    clickDays: null,
    adjustmentDays: null,
    digestDays: 90,
    claims: [
      {
        text: 'Events older than 90 days are rejected.',
        evidence: 'vendor',
        source:
          'https://learn.microsoft.com/en-us/linkedin/marketing/integrations/ads-reporting/conversions-api',
      },
    ],
  },
  tiktok: {
    eventDays: null,
    clickDays: null,
    adjustmentDays: null,
    digestDays: 90,
    claims: [
      {
        text: 'How old an event may be is not known: TikTok’s own reference has not been seen.',
        evidence: 'unverified',
        source: 'Segment and RudderStack say nothing of it',
      },
    ],
  },
  ga4: {
    eventDays: 3,
    clickDays: null,
    adjustmentDays: 3,
    digestDays: 63,
    claims: [
      { text: 'Events may be back-dated by 72 hours.', evidence: 'vendor', source: GA4 },
      {
        text: 'To reach the ad platforms, the last session must be 63 days old at most.',
        evidence: 'vendor',
        source: GA4,
      },
    ],
  },
};
