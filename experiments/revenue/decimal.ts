import { currencyDigits } from '../uploads/decimal-amount.ts';

/**
 * Minor units of an amount as people and CRMs write it: `1200`, `1200.5`, `1,200.50` is refused.
 * Digits beyond those of the currency are rounded half away from zero. Null for what is no amount
 * or too large to be counted exactly.
 */
export function minorOf(text: string, currency: string): number | null {
  const [, sign, whole = '', fraction = ''] = /^(-?)(\d{1,15})(?:\.(\d{1,12}))?$/.exec(text) ?? [];
  if (whole === '') return null;
  const digits = currencyDigits(currency);
  const kept = BigInt(whole + fraction.slice(0, digits).padEnd(digits, '0'));
  const minor = Number(kept + (Number(fraction[digits] ?? 0) >= 5 ? 1n : 0n));
  if (minor > MOST_MINOR) return null;
  return sign === '-' && minor > 0 ? -minor : minor;
}

/** As `amountSchema`. */
const MOST_MINOR = 1_000_000_000_000;
