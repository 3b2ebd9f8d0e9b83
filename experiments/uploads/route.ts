import type { UploadConversion } from './conversion.ts';
import { googleClick } from './google-click.ts';
import type { Platform } from './platform.ts';
import { retractionOf } from './retraction.ts';
import type { FormatName } from './settings.ts';

/** How a site reports to a platform: files by hand, or requests by a sender. */
export type Carrier = 'file' | 'request';

/**
 * The format in which a conversion goes to a platform; null where that platform has none for it
 * (no files for Meta, LinkedIn, TikTok and GA4; no correction where `retractionOf` refuses).
 * Corrections at Google and Microsoft are files, also for those who send new ones by request.
 */
export function formatOf(
  platform: Platform,
  carrier: Carrier,
  conversion: UploadConversion,
): FormatName | null {
  if (conversion.action !== 'new') {
    const retraction = retractionOf(platform);
    return retraction.ok ? retraction.format : null;
  }
  switch (platform) {
    case 'google':
      if (carrier === 'request') return 'google-data-manager';
      return googleClick(conversion) === null ? 'google-leads' : 'google-clicks';
    case 'microsoft':
      return carrier === 'request' ? 'microsoft-capi' : 'microsoft-file';
    case 'meta':
    case 'linkedin':
    case 'tiktok':
    case 'ga4':
      return carrier === 'request' ? platform : null;
  }
}
