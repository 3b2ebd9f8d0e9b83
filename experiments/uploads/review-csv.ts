import { csvText } from '../programme/csv-text.ts';
import type { UploadConversion } from './conversion.ts';
import { decimalAmount } from './decimal-amount.ts';
import type { Finding } from './finding.ts';
import { rfc3339 } from './wall-time.ts';

const COLUMNS = [
  'row',
  'id',
  'action',
  'event',
  'happened',
  'value',
  'currency',
  'verdict',
  'rule',
  'what is wrong',
  'what to do',
] as const;

/**
 * What the linter said, for people and their spreadsheets: one line per finding, and one for each
 * conversion that has none. Text that a spreadsheet would run as a formula gets an apostrophe, so
 * this is never the file to upload. No click ids, digests or names are in it.
 */
export function reviewCsv(
  conversions: readonly UploadConversion[],
  findings: readonly Finding[],
): string {
  const lines = conversions.flatMap((conversion, index) => {
    const row = index + 1;
    const told = { row, ...knownOf(conversion) };
    const own = findings.filter((finding) => finding.row === row);
    if (own.length === 0) return [{ ...told, verdict: 'goes' }];
    const stays = own.some(({ level }) => level === 'error');
    return own.map(({ rule, wrong, fix }) => ({
      ...told,
      verdict: stays ? 'stays here' : 'goes, with a warning',
      rule,
      'what is wrong': wrong,
      'what to do': fix,
    }));
  });
  return csvText(COLUMNS, lines);
}

function knownOf({ id, action, event, occurredAt, value }: UploadConversion) {
  return {
    id,
    action,
    event,
    happened: Number.isSafeInteger(occurredAt) ? rfc3339(occurredAt) : null,
    value: value && Number(decimalAmount(value)),
    currency: value?.currency ?? null,
  };
}
