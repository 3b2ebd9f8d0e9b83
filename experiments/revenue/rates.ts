import { currencyDigits } from '../uploads/decimal-amount.ts';
import type { Money } from './deal-state.ts';

/** One line of `site/rates.csv`. */
export type Rate = {
  /** First day on which it holds, 2026-11-23; until the next one of the same pair. */
  readonly day: string;
  /** ISO 4217. */
  readonly from: string;
  readonly to: string;
  /** What one unit of `from` is worth in `to`, as a decimal text: `0.9214`. */
  readonly rate: string;
};

export type Converted =
  | { readonly ok: true; readonly minor: number }
  | { readonly ok: false; readonly reason: 'no-rate' | 'amount-too-large' };

/**
 * An amount in another currency, by the latest rate of the pair on or before the day: whole minor
 * units, computed without fractions and rounded half away from zero. A pair is never read backwards
 * or by way of a third currency: `no-rate` says that the table has no line for it.
 */
export function convert(
  amount: Money,
  to: string,
  on: { readonly day: string; readonly rates: readonly Rate[] },
): Converted {
  if (amount.currency === to) return { ok: true, minor: amount.minor };
  const rate = rateOn(amount.currency, to, on);
  if (rate === null) return { ok: false, reason: 'no-rate' };
  const [whole = '', fraction = ''] = rate.split('.');
  const shift = currencyDigits(to) - currencyDigits(amount.currency) - fraction.length;
  const units = BigInt(amount.minor) * BigInt(whole + fraction);
  const minor = Number(
    shift >= 0 ? units * 10n ** BigInt(shift) : rounded(units, 10n ** BigInt(-shift)),
  );
  return Number.isSafeInteger(minor)
    ? { ok: true, minor }
    : { ok: false, reason: 'amount-too-large' };
}

function rateOn(
  from: string,
  to: string,
  { day, rates }: { readonly day: string; readonly rates: readonly Rate[] },
): string | null {
  let best: Rate | null = null;
  for (const rate of rates) {
    const fits = rate.from === from && rate.to === to && rate.day <= day;
    if (fits && (best === null || rate.day > best.day)) best = rate;
  }
  return best?.rate ?? null;
}

/** A division of whole numbers, half away from zero. */
function rounded(units: bigint, by: bigint): bigint {
  const half = by / 2n;
  return (units < 0n ? units - half : units + half) / by;
}
