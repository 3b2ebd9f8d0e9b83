import type { UploadConversion } from '../conversion.ts';
import type { Fault } from '../finding.ts';
import { faultsOf } from '../lint.ts';
import type { FormatName, FormatSettings } from '../settings.ts';
import type { UploadState } from './state.ts';

/** Where a conversion stands after the check. */
export type Checked = {
  readonly state: Extract<
    UploadState,
    'eligible' | 'linted' | 'refused' | 'too-late' | 'no-id' | 'no-consent'
  >;
  /** What is wrong and what to do, in sentences; null where nothing is. */
  readonly reason: string | null;
};

/** Checks a conversion for the format that it is to leave in. `now`: epoch milliseconds. */
export function checked<Name extends FormatName>(
  format: Name,
  conversion: UploadConversion,
  context: { readonly settings: FormatSettings[Name]; readonly now: number },
): Checked {
  return checkedBy(faultsOf(format, conversion, context));
}

/** The same from faults that were found already; the first error decides. */
export function checkedBy(faults: readonly Fault[]): Checked {
  const errors = faults.filter(({ level }) => level === 'error');
  const [first] = errors;
  if (first === undefined) return { state: 'linted', reason: sentences(faults) };
  const late = errors.find(({ rule }) => rule === 'too-late');
  if (late) return { state: 'too-late', reason: sentences([late]) };
  const reason = sentences(errors);
  switch (first.rule) {
    case 'no-consent':
      return { state: 'no-consent', reason: null };
    case 'no-identifier':
      return { state: 'no-id', reason };
    case 'future-time':
      return { state: 'eligible', reason };
    default:
      return { state: 'refused', reason };
  }
}

function sentences(faults: readonly Fault[]): string | null {
  if (faults.length === 0) return null;
  return faults.map(({ wrong, fix }) => `${capital(wrong)}. ${capital(fix)}.`).join(' ');
}

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
