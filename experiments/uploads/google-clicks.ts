import { decimalAmount } from './decimal-amount.ts';
import { GOOGLE_CLICK_COLUMNS, GOOGLE_CLICK_IDS, googleClick } from './google-click.ts';
import { type MachineCell, machineCsv } from './machine-csv.ts';
import type { GoogleFileSettings } from './settings.ts';
import type { SoundConversion, UploadFile } from './upload.ts';
import { googleTime } from './wall-time.ts';

/**
 * Google Ads, "Import conversions from ad clicks": one file per kind of click id, the zone in its
 * first row. Columns beyond the five of the template and "Order ID" make the import fail.
 * Sources: https://support.google.com/google-ads/answer/7014069 (columns, zone, times);
 * https://support.google.com/google-ads/answer/6386790 ("Order ID" in CSV uploads).
 */
export function googleClickFiles(
  conversions: readonly SoundConversion[],
  settings: GoogleFileSettings,
): readonly UploadFile[] {
  return GOOGLE_CLICK_IDS.flatMap((type) => {
    const own = conversions.filter((conversion) => googleClick(conversion)?.type === type);
    if (own.length === 0) return [];
    const header = [GOOGLE_CLICK_COLUMNS[type], ...googleColumns(settings)];
    const rows = own.map((conversion) => [
      conversion.clicks[type] ?? '',
      ...googleCells(conversion, settings),
    ]);
    return [googleFile(`google-ads-${type}.csv`, settings, { header, rows, conversions: own })];
  });
}

/** What both conversion files have behind the columns that identify the click or the person. */
export function googleColumns({ orderIds = true }: GoogleFileSettings): readonly string[] {
  return [
    'Conversion Name',
    'Conversion Time',
    'Conversion Value',
    'Conversion Currency',
    ...(orderIds ? ['Order ID'] : []),
  ];
}

/** The cells of a row under `googleColumns`. */
export function googleCells(
  { event, occurredAt, value, id }: SoundConversion,
  { timeZone, orderIds = true }: GoogleFileSettings,
): readonly MachineCell[] {
  return [
    event,
    googleTime(occurredAt, timeZone),
    value && decimalAmount(value),
    value?.currency,
    ...(orderIds ? [id] : []),
  ];
}

/** A file of Google's with its row of parameters. */
export function googleFile(
  name: string,
  { timeZone }: Pick<GoogleFileSettings, 'timeZone'>,
  { header, rows, conversions }: GoogleTable,
): UploadFile {
  return {
    kind: 'file',
    name,
    text: machineCsv([[`Parameters:TimeZone=${timeZone}`], header, ...rows]),
    conversions,
  };
}

type GoogleTable = {
  readonly header: readonly string[];
  readonly rows: readonly (readonly MachineCell[])[];
  readonly conversions: readonly SoundConversion[];
};
