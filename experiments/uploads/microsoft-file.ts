import { decimalAmount } from './decimal-amount.ts';
import { machineCsv } from './machine-csv.ts';
import type { SoundConversion, UploadFile } from './upload.ts';
import { microsoftTime } from './wall-time.ts';

/**
 * Microsoft Advertising, offline conversions by file. The zone is an offset in hours and minutes,
 * never an IANA name; times are written in UTC, so it is +0000. Columns with digests are added
 * where some conversion has no click id.
 * Source: the template's own words, as embedded in public exporters; header spelling differs there
 * ("Microsoft Click ID", "Click Id") and the columns of digests are public practice.
 */
export function microsoftFiles(conversions: readonly SoundConversion[]): readonly UploadFile[] {
  if (conversions.length === 0) return [];
  const byPerson = conversions.some(({ clicks }) => !clicks['msclkid']);
  const header = [
    'Microsoft Click ID',
    'Conversion Name',
    'Conversion Time',
    'Conversion Value',
    'Conversion Currency',
    ...(byPerson ? ['Hashed Email Address', 'Hashed Phone Number'] : []),
  ];
  const rows = conversions.map(({ clicks, event, occurredAt, value, digests }) => [
    clicks['msclkid'] ?? '',
    event,
    microsoftTime(occurredAt),
    value && decimalAmount(value),
    value?.currency,
    ...(byPerson ? [digests.email ?? null, digests.phone ?? null] : []),
  ]);
  return [
    {
      kind: 'file',
      name: 'microsoft-advertising.csv',
      text: machineCsv([['Parameters:TimeZone=+0000'], header, ...rows]),
      conversions,
    },
  ];
}
