import type { Catalog } from '../../definition/catalog/catalog.ts';
import type { UploadConversion } from '../conversion.ts';
import { PLATFORM_LABELS, type Platform } from '../platform.ts';
import { formatOf } from '../route.ts';
import type { FormatName, FormatSettings } from '../settings.ts';

type Configured = Pick<Catalog, 'platforms' | 'site'>;

/**
 * The format in which a conversion leaves by the site's own choice; null where its platform has none
 * for it. Who asked for files gets the requests of those platforms as a file, to look at.
 */
export function chosenFormat(
  { platforms }: Configured,
  platform: Platform,
  conversion: UploadConversion,
): FormatName | null {
  const byFile =
    (platform === 'google' && !sends(platforms.google)) ||
    (platform === 'microsoft' && !sends(platforms.microsoft));
  return formatOf(platform, byFile ? 'file' : 'request', conversion);
}

/** Whether a format leaves by itself; files wait for somebody who takes them. */
export function leavesByItself({ platforms }: Configured, format: FormatName): boolean {
  switch (format) {
    case 'google-data-manager':
      return sends(platforms.google);
    case 'microsoft-capi':
      return sends(platforms.microsoft);
    case 'meta':
      return sends(platforms.meta);
    case 'linkedin':
      return sends(platforms.linkedin);
    default:
      return false;
  }
}

function sends(entry: { readonly enabled: boolean; readonly send: string } | undefined): boolean {
  return entry?.enabled === true && entry.send === 'api';
}

/**
 * What site.yaml and platforms.yaml say for a format.
 * @throws when platforms.yaml has no entry for its platform
 */
export function settingsOf(
  { platforms, site }: Configured,
  format: FormatName,
): FormatSettings[FormatName] {
  const { google, microsoft, meta, linkedin, tiktok, ga4 } = platforms;
  switch (format) {
    case 'google-clicks':
    case 'google-leads':
    case 'google-adjustments':
      return { timeZone: site.timeZone, clickWindowDays: entryOf(google, 'google').windowDays };
    case 'google-data-manager': {
      const {
        customerId = '',
        loginCustomerId,
        windowDays,
        variantField,
      } = entryOf(google, 'google');
      return {
        accountId: customerId,
        ...(loginCustomerId === undefined ? {} : { loginAccountId: loginCustomerId }),
        clickWindowDays: windowDays,
        ...named(variantField),
      };
    }
    case 'microsoft-file':
    case 'microsoft-bulk':
      return { clickWindowDays: entryOf(microsoft, 'microsoft').windowDays };
    case 'microsoft-capi': {
      const { tagId = '', windowDays } = entryOf(microsoft, 'microsoft');
      return { tagId, clickWindowDays: windowDays };
    }
    case 'meta': {
      const { datasetId, apiVersion, testEventCode, variantField } = entryOf(meta, 'meta');
      const test = testEventCode === undefined ? {} : { testEventCode };
      return { datasetId, apiVersion, ...test, ...named(variantField) };
    }
    case 'linkedin':
      return { apiVersion: entryOf(linkedin, 'linkedin').apiVersion };
    case 'tiktok': {
      const { source, sourceId } = entryOf(tiktok, 'tiktok');
      return { source, sourceId };
    }
    case 'ga4': {
      const { measurementId, variantField } = entryOf(ga4, 'ga4');
      return { measurementId, ...named(variantField) };
    }
  }
}

function entryOf<Entry>(entry: Entry | undefined, platform: Platform): Entry {
  if (entry === undefined) throw new Error(`${PLATFORM_LABELS[platform]} is not in platforms.yaml`);
  return entry;
}

function named(field: string): { readonly variantField?: string } {
  return field === 'off' ? {} : { variantField: field };
}
