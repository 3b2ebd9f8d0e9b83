import type { ConsentSnapshot } from '../contract/consent.ts';
import { googleCells, googleColumns, googleFile } from './google-clicks.ts';
import type { GoogleFileSettings } from './settings.ts';
import type { SoundConversion, UploadFile } from './upload.ts';

/**
 * Google Ads, "Enhanced conversions for leads": conversions found by the digests of e-mail and
 * phone instead of a click id, with what the person agreed to.
 * Source: Adobe Search, Social & Commerce, upload specification after Google's template; the exact
 * spelling of Google's own header has not been seen.
 */
export function googleLeadFiles(
  conversions: readonly SoundConversion[],
  settings: GoogleFileSettings,
): readonly UploadFile[] {
  if (conversions.length === 0) return [];
  const header = [
    'Email',
    'Phone Number',
    ...googleColumns(settings),
    'Ad User Data',
    'Ad Personalization',
  ];
  const rows = conversions.map((conversion) => [
    conversion.digests.email ?? null,
    conversion.digests.phone ?? null,
    ...googleCells(conversion, settings),
    ANSWERS[conversion.consent.adUserData],
    ANSWERS[conversion.consent.adPersonalization],
  ]);
  return [googleFile('google-ads-leads.csv', settings, { header, rows, conversions })];
}

const ANSWERS: Readonly<Record<ConsentSnapshot['adUserData'], string | null>> = {
  granted: 'Granted',
  denied: 'Denied',
  unknown: null,
};
