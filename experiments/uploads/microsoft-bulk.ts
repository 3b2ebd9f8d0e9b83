import { decimalAmount } from './decimal-amount.ts';
import { type MachineCell, machineCsv } from './machine-csv.ts';
import type { SoundConversion, UploadFile } from './upload.ts';
import { microsoftTime } from './wall-time.ts';

/** Columns of an "Offline Conversion" record, as in Microsoft's example and field list. */
const COLUMNS = [
  'Type',
  'Status',
  'Id',
  'Parent Id',
  'Client Id',
  'Name',
  'Conversion Currency Code',
  'Conversion Name',
  'Conversion Time',
  'Conversion Value',
  'Microsoft Click Id',
  'Adjustment Type',
  'Adjustment Time',
  'Adjustment Value',
  'Adjustment Currency Code',
] as const;
type Column = (typeof COLUMNS)[number];

/**
 * Microsoft Advertising, bulk file: new offline conversions, and those that are retracted or
 * restated, which are named by goal, click and the original time. Times are UTC.
 * Source: https://learn.microsoft.com/en-us/advertising/bulk-service/offline-conversion
 */
export function microsoftBulkFiles(conversions: readonly SoundConversion[]): readonly UploadFile[] {
  if (conversions.length === 0) return [];
  return [
    {
      kind: 'file',
      name: 'microsoft-advertising-bulk.csv',
      text: machineCsv([
        COLUMNS,
        row({ Type: 'Format Version', Name: '6.0' }),
        ...conversions.map((conversion) => row(recordOf(conversion))),
      ]),
      conversions,
    },
  ];
}

type Cells = Partial<Readonly<Record<Column, MachineCell>>>;

function row(cells: Cells): readonly MachineCell[] {
  return COLUMNS.map((column) => cells[column]);
}

function recordOf(conversion: SoundConversion): Cells {
  const { id, action, event, occurredAt, adjustedAt, value, clicks } = conversion;
  const named = {
    Type: 'Offline Conversion',
    // Comes back in the file of results and is not stored.
    'Client Id': id,
    'Conversion Name': event,
    'Conversion Time': microsoftTime(occurredAt),
    'Microsoft Click Id': clicks['msclkid'] ?? '',
  };
  const amount = value && decimalAmount(value);
  const currency = value?.currency;
  if (action === 'new') {
    return { ...named, 'Conversion Value': amount, 'Conversion Currency Code': currency };
  }
  const adjusted = { ...named, 'Adjustment Time': microsoftTime(adjustedAt ?? occurredAt) };
  return action === 'retract'
    ? { ...adjusted, 'Adjustment Type': 'Retract' }
    : {
        ...adjusted,
        'Adjustment Type': 'Restate',
        'Adjustment Value': amount,
        'Adjustment Currency Code': currency,
      };
}
