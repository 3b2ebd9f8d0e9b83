import type { UploadConversion } from '#experiments/uploads/conversion.ts';
import { FORMATS } from '#experiments/uploads/formats.ts';
import type { FormatName, FormatSettings } from '#experiments/uploads/settings.ts';
import { ADA, aConversion, GCLID, knownAs, MSCLKID, WON_AT } from './conversions.ts';

/** Settings with which every format works. */
export const SETTINGS: FormatSettings = {
  'google-clicks': { timeZone: 'Europe/London' },
  'google-leads': { timeZone: 'Europe/London' },
  'google-adjustments': { timeZone: 'Europe/London' },
  'google-data-manager': { accountId: '123-456-7890' },
  'microsoft-file': {},
  'microsoft-bulk': {},
  'microsoft-capi': { tagId: '97001234' },
  meta: { datasetId: '123' },
  linkedin: {},
  tiktok: { source: 'web', sourceId: 'C0PIXEL' },
  ga4: { measurementId: 'G-ABC123' },
};

const EVENTS: Partial<Readonly<Record<FormatName, string>>> = {
  meta: 'Purchase',
  linkedin: '104012',
  tiktok: 'SubmitForm',
  ga4: 'purchase',
};

/** A conversion of Ada's in which the format's linter finds no error. */
export function soundFor(name: FormatName): UploadConversion {
  const correction: Partial<UploadConversion> =
    name === 'google-adjustments' ? { action: 'retract', adjustedAt: WON_AT + 60_000 } : {};
  return aConversion({
    event: EVENTS[name] ?? 'Qualified lead',
    actionId: '987654321',
    clicks: {
      gclid: GCLID,
      msclkid: MSCLKID,
      fbclid: 'IwAR0-AbC_d',
      li_fat_id: 'aa7f2d4e-0e1c-4b5f-9d31-0c6b1f1e2d3c',
      ttclid: 'E.C.P.CrIB-x_9',
    },
    cookies: { gaClientId: '1234567890.1769955000', gaSessionId: '1769955000' },
    ...knownAs(FORMATS[name].platform, ADA),
    ...correction,
  });
}
