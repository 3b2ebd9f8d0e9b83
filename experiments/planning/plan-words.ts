import type { NumberWords } from '../report/lift/number-words.ts';

/** Numbers of a plan as people read them. */
export type PlanWords = {
  readonly count: NumberWords['count'];
  /** 0.03 → "3 %", 0.0345 → "3.45 %": three digits that count, without sign. */
  readonly percent: (fraction: number) => string;
  /** The same of a change, away from zero and with two digits: 0.372 → "38 %". Never promises more. */
  readonly atLeast: (fraction: number) => string;
  /** 1.918 → "1.9 times". */
  readonly times: (ratio: number) => string;
};

/** Plan words of a BCP 47 locale; a narrow no-break space stands before the percent sign. */
export function planWords(locale: string): PlanWords {
  const whole = new Intl.NumberFormat(locale, { maximumFractionDigits: 0 });
  const digits = new Intl.NumberFormat(locale, { maximumSignificantDigits: 3 });
  const twoUp = new Intl.NumberFormat(locale, {
    maximumSignificantDigits: 2,
    roundingMode: 'expand',
  });
  const one = new Intl.NumberFormat(locale, { maximumFractionDigits: 1 });
  // 15 % as a fraction times 100 may be a last digit above 15, which would round up to 16.
  const hundredfold = (fraction: number): number =>
    Number((Math.abs(fraction) * 100).toPrecision(12));
  return {
    count: (value) => whole.format(value),
    percent: (fraction) => `${digits.format(hundredfold(fraction))}\u202f%`,
    atLeast: (fraction) => `${twoUp.format(hundredfold(fraction))}\u202f%`,
    times: (ratio) => `${one.format(ratio)} times`,
  };
}
