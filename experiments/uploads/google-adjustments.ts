import { decimalAmount } from './decimal-amount.ts';
import { googleFile } from './google-clicks.ts';
import type { GoogleFileSettings } from './settings.ts';
import type { SoundConversion, UploadFile } from './upload.ts';
import { googleTime } from './wall-time.ts';

/**
 * Google Ads, "Adjust your conversions": what was reported before is taken back or given another
 * value. The words of the file are RETRACT and RESTATE; those of the interface (RETRACTION,
 * RESTATEMENT) are refused here. A conversion that was reported with its order id must be named by
 * it, one without it by click and time. New ones and corrections never share a file.
 * Sources: https://support.google.com/google-ads/answer/7686280 ;
 * https://developers.google.com/google-ads/api/reference/rpc/latest/ConversionAdjustment
 */
export function googleAdjustmentFiles(
  conversions: readonly SoundConversion[],
  settings: GoogleFileSettings,
): readonly UploadFile[] {
  if (conversions.length === 0) return [];
  const { timeZone, orderIds = true } = settings;
  const header = [
    ...(orderIds
      ? ['Order ID', 'Conversion Name']
      : ['Google Click ID', 'Conversion Name', 'Conversion Time']),
    'Adjustment Time',
    'Adjustment Type',
    'Adjusted Value',
    'Adjusted Value Currency',
  ];
  const rows = conversions.map((conversion) => {
    const { id, event, action, clicks, occurredAt, adjustedAt, value } = conversion;
    const adjusted = action === 'restate' ? value : null;
    return [
      ...(orderIds
        ? [id, event]
        : [clicks['gclid'] ?? '', event, googleTime(occurredAt, timeZone)]),
      googleTime(adjustedAt ?? occurredAt, timeZone),
      action === 'restate' ? 'RESTATE' : 'RETRACT',
      adjusted && decimalAmount(adjusted),
      adjusted?.currency,
    ];
  });
  return [googleFile('google-ads-adjustments.csv', settings, { header, rows, conversions })];
}
