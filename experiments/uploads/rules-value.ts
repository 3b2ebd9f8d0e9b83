import type { UploadConversion } from './conversion.ts';
import { error, type Fault, warning } from './finding.ts';

/** Amounts are whole minor units, not negative, in a currency of ISO 4217. */
export function valueFaults({ action, value }: UploadConversion): readonly Fault[] {
  if (action === 'retract') return [];
  if (value === null) {
    return action === 'restate'
      ? [
          error(
            'no-value',
            'is corrected to no value',
            'Retract it, or give the value that is right',
          ),
        ]
      : [
          warning(
            'no-value',
            'has no value',
            'It counts with the platform’s default value or with none; give the stage an expected value',
          ),
        ];
  }
  const faults: Fault[] = [];
  if (!Number.isSafeInteger(value.minor) || value.minor < 0) {
    faults.push(
      error(
        'bad-value',
        `its value is ${value.minor} minor units`,
        'Give whole cents from 0; a refund is a correction, not a negative conversion',
      ),
    );
  }
  if (!/^[A-Z]{3}$/.test(value.currency)) {
    faults.push(
      error(
        'bad-currency',
        `its currency is "${value.currency}"`,
        'Give the three capitals of ISO 4217, for example EUR',
      ),
    );
  }
  if (action === 'restate' && value.minor === 0) {
    faults.push(
      warning(
        'bad-value',
        'is corrected to 0, which ends it like a retraction',
        'Retract it, so that it is no longer counted either',
      ),
    );
  }
  return faults;
}
