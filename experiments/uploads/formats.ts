import type { UploadAction, UploadConversion } from './conversion.ts';
import type { Fault } from './finding.ts';
import { ga4Requests } from './ga4.ts';
import { googleAdjustmentFiles } from './google-adjustments.ts';
import { googleClick } from './google-click.ts';
import { googleClickFiles } from './google-clicks.ts';
import { DATA_MANAGER_BATCH, dataManagerRequests } from './google-data-manager.ts';
import { googleLeadFiles } from './google-leads.ts';
import { LINKEDIN_BATCH, linkedInRequests } from './linkedin.ts';
import { META_BATCH, metaRequests } from './meta.ts';
import { microsoftBulkFiles } from './microsoft-bulk.ts';
import { MICROSOFT_CAPI_BATCH, microsoftCapiRequests } from './microsoft-capi.ts';
import { microsoftFiles } from './microsoft-file.ts';
import type { Platform } from './platform.ts';
import { ga4Faults } from './rules-ga4.ts';
import {
  dataManagerFaults,
  googleAdjustmentFaults,
  googleClickFaults,
  googleLeadFaults,
} from './rules-google.ts';
import { linkedInFaults } from './rules-linkedin.ts';
import { metaFaults } from './rules-meta.ts';
import {
  microsoftBulkFaults,
  microsoftCapiFaults,
  microsoftFileFaults,
} from './rules-microsoft.ts';
import { tikTokFaults } from './rules-tiktok.ts';
import type { FormatName, FormatSettings } from './settings.ts';
import { TIKTOK_BATCH, tikTokRequests } from './tiktok.ts';
import type { SoundConversion, Upload } from './upload.ts';

/** One way in which a platform takes conversions. */
export type Format<Settings> = {
  readonly platform: Platform;
  /** What people call it. */
  readonly label: string;
  readonly actions: readonly UploadAction[];
  /** Most conversions of one request; null where nobody says, and for files. */
  readonly most: number | null;
  /** The unit in which it writes time. */
  readonly time: string;
  /** What the platform tells repeats by; two conversions that share one are duplicates. */
  readonly keys: (conversion: UploadConversion) => readonly string[];
  /** What is wrong beside the rules that hold for every platform. */
  readonly faults: (
    conversion: UploadConversion,
    settings: Settings,
    now: number,
  ) => readonly Fault[];
  readonly build: (
    conversions: readonly SoundConversion[],
    settings: Settings,
  ) => readonly Upload[];
};

const NEW = ['new'] as const;
const CORRECTIONS = ['retract', 'restate'] as const;
const ALL = ['new', 'retract', 'restate'] as const;

/** One order counts once per conversion action; a correction once per moment. */
function byId({ id, event, action, adjustedAt }: UploadConversion): readonly string[] {
  return [[action === 'new' ? 'new' : adjustedAt, event, id].join('\n')];
}

/** The same click, name and second: platforms count the first alone. */
function byClick(click: string | undefined, conversion: UploadConversion): readonly string[] {
  const { event, occurredAt, action, adjustedAt } = conversion;
  if (!click) return [];
  const second = Math.floor(occurredAt / 1_000);
  return [[action === 'new' ? 'new' : adjustedAt, event, click, second].join('\n')];
}

/** Every format with its rules and its builder. */
export const FORMATS: { readonly [Name in FormatName]: Format<FormatSettings[Name]> } = {
  'google-clicks': {
    platform: 'google',
    label: 'Google Ads: conversions from clicks (file)',
    actions: NEW,
    most: null,
    time: 'local time of the zone in the first row',
    keys: (conversion) => [
      ...byId(conversion),
      ...byClick(googleClick(conversion)?.value, conversion),
    ],
    faults: googleClickFaults,
    build: googleClickFiles,
  },
  'google-leads': {
    platform: 'google',
    label: 'Google Ads: enhanced conversions for leads (file)',
    actions: NEW,
    most: null,
    time: 'local time of the zone in the first row',
    keys: byId,
    faults: googleLeadFaults,
    build: googleLeadFiles,
  },
  'google-adjustments': {
    platform: 'google',
    label: 'Google Ads: adjustments (file)',
    actions: CORRECTIONS,
    most: null,
    time: 'local time of the zone in the first row',
    keys: byId,
    faults: googleAdjustmentFaults,
    build: googleAdjustmentFiles,
  },
  'google-data-manager': {
    platform: 'google',
    label: 'Google Ads: Data Manager',
    actions: NEW,
    most: DATA_MANAGER_BATCH,
    time: 'RFC 3339 in UTC',
    keys: byId,
    faults: dataManagerFaults,
    build: dataManagerRequests,
  },
  'microsoft-file': {
    platform: 'microsoft',
    label: 'Microsoft Advertising: offline conversions (file)',
    actions: NEW,
    most: null,
    time: 'M/D/YYYY h:mm:ss AM/PM in UTC',
    keys: (conversion) => [
      ...byId(conversion),
      ...byClick(conversion.clicks['msclkid'], conversion),
    ],
    faults: microsoftFileFaults,
    build: microsoftFiles,
  },
  'microsoft-bulk': {
    platform: 'microsoft',
    label: 'Microsoft Advertising: bulk file',
    actions: ALL,
    most: null,
    time: 'M/D/YYYY h:mm:ss AM/PM in UTC',
    keys: (conversion) => [
      ...byId(conversion),
      ...byClick(conversion.clicks['msclkid'], conversion),
    ],
    faults: microsoftBulkFaults,
    build: microsoftBulkFiles,
  },
  'microsoft-capi': {
    platform: 'microsoft',
    label: 'Microsoft Advertising: UET Conversions API',
    actions: NEW,
    most: MICROSOFT_CAPI_BATCH,
    time: 'seconds since 1970',
    keys: byId,
    faults: microsoftCapiFaults,
    build: microsoftCapiRequests,
  },
  meta: {
    platform: 'meta',
    label: 'Meta: Conversions API',
    actions: NEW,
    most: META_BATCH,
    time: 'seconds since 1970',
    keys: byId,
    faults: metaFaults,
    build: metaRequests,
  },
  linkedin: {
    platform: 'linkedin',
    label: 'LinkedIn: Conversions API',
    actions: NEW,
    most: LINKEDIN_BATCH,
    time: 'milliseconds since 1970',
    keys: byId,
    faults: linkedInFaults,
    build: linkedInRequests,
  },
  tiktok: {
    platform: 'tiktok',
    label: 'TikTok: Events API 2.0',
    actions: NEW,
    most: TIKTOK_BATCH,
    time: 'seconds since 1970',
    keys: byId,
    faults: tikTokFaults,
    build: tikTokRequests,
  },
  ga4: {
    platform: 'ga4',
    label: 'GA4: Measurement Protocol',
    actions: ALL,
    most: 1,
    time: 'microseconds since 1970',
    keys: byId,
    faults: ga4Faults,
    build: ga4Requests,
  },
};
