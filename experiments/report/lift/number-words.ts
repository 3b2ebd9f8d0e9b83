import { dayNumber } from '../decision/civil-day.ts';

/** Numbers as people read them in one locale; the same in sentences and in tables. */
export type NumberWords = {
  /** 14000 → "14,000". */
  readonly count: (value: number) => string;
  /** 0.0314 → "3.14 %". */
  readonly rate: (share: number) => string;
  /** 0.528 → "52.8". Shares of a split; the percent sign is left to the sentence. */
  readonly share: (share: number) => string;
  /** 0.031 → "+3.1 %", -0.2 → "−20.0 %". */
  readonly lift: (fraction: number) => string;
  /** Conversions per 1,000 visitors: 0.0324 → "32.4". */
  readonly perThousand: (rate: number) => string;
  /** 0.0423 → "0.042"; below 0.001 → "< 0.001", so that nothing reads as impossible. */
  readonly pValue: (p: number) => string;
  /** Minor units → "€12.34"; a currency that nobody named is left out. */
  readonly money: (minor: number, currency: string | undefined) => string;
  /** A calendar day: "2026-11-12" → "Nov 12". */
  readonly calendarDay: (day: string) => string;
};

/** Below this a lift with one decimal would read "+0.0 %", as if there were none. */
const SMALLEST_WITH_ONE_DECIMAL = 0.0005;
const DAY_MS = 86_400_000;
/** Two decimals when a currency does not say otherwise. */
const USUAL_DECIMALS = 2;

/**
 * Number words of a BCP 47 locale. A narrow no-break space stands before the percent sign in
 * every locale, so that a number never breaks over two lines.
 */
export function numberWords(locale: string): NumberWords {
  const decimals = (minimum: number, maximum: number) =>
    new Intl.NumberFormat(locale, {
      minimumFractionDigits: minimum,
      maximumFractionDigits: maximum,
    });
  const whole = decimals(0, 0);
  const one = decimals(1, 1);
  const upToOne = decimals(0, 1);
  const two = decimals(2, 2);
  const three = decimals(3, 3);
  // A site day is a calendar day already: read and written in the same zone it cannot shift.
  const day = new Intl.DateTimeFormat(locale, { timeZone: 'UTC', day: 'numeric', month: 'short' });
  const twoDigits = new Intl.NumberFormat(locale, { maximumSignificantDigits: 2 });
  return {
    count: (value) => whole.format(value),
    rate: (share) => `${two.format(share * 100)}\u202f%`,
    share: (share) => upToOne.format(share * 100),
    lift: (fraction) => {
      const size = Math.abs(fraction);
      const tiny = size > 0 && size < SMALLEST_WITH_ONE_DECIMAL;
      const sign = fraction > 0 ? '+' : fraction < 0 ? '\u2212' : '\u00b1';
      return `${sign}${(tiny ? twoDigits : one).format(size * 100)}\u202f%`;
    },
    perThousand: (rate) => one.format(rate * 1_000),
    pValue: (p) => (p < 0.001 ? `<\u202f${three.format(0.001)}` : three.format(p)),
    money: (minor, currency) => {
      const format = new Intl.NumberFormat(
        locale,
        currency === undefined ? {} : { style: 'currency', currency },
      );
      const decimals = format.resolvedOptions().maximumFractionDigits ?? USUAL_DECIMALS;
      return format.format(minor / 10 ** (currency === undefined ? USUAL_DECIMALS : decimals));
    },
    calendarDay: (text) => day.format(dayNumber(text) * DAY_MS),
  };
}
