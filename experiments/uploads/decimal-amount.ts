import type { Money } from '../revenue/deal-state.ts';

/**
 * An amount as a decimal text with the digits of its currency: 20000 minor units are `200.00` in
 * EUR, `20000` in JPY and `20.000` in KWD. Made from whole numbers, so that no cent is lost.
 */
export function decimalAmount({ minor, currency }: Money): string {
  const digits = currencyDigits(currency);
  const text = String(Math.abs(minor)).padStart(digits + 1, '0');
  const whole = text.slice(0, text.length - digits);
  const sign = minor < 0 ? '-' : '';
  return digits === 0 ? `${sign}${whole}` : `${sign}${whole}.${text.slice(-digits)}`;
}

/**
 * Digits behind the decimal point of an ISO 4217 currency.
 * Source: ISO 4217 list one, column "minor unit"; the currencies that differ from 2.
 */
export function currencyDigits(currency: string): number {
  return OTHER_DIGITS[currency] ?? 2;
}

const OTHER_DIGITS: Readonly<Record<string, number>> = {
  BIF: 0,
  CLP: 0,
  DJF: 0,
  GNF: 0,
  ISK: 0,
  JPY: 0,
  KMF: 0,
  KRW: 0,
  PYG: 0,
  RWF: 0,
  UGX: 0,
  UYI: 0,
  VND: 0,
  VUV: 0,
  XAF: 0,
  XOF: 0,
  XPF: 0,
  BHD: 3,
  IQD: 3,
  JOD: 3,
  KWD: 3,
  LYD: 3,
  OMR: 3,
  TND: 3,
  CLF: 4,
  UYW: 4,
};
