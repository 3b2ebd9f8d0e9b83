import type { Interval, Lift } from '#experiments/contract/interval.ts';
import type { Refusal } from '#experiments/contract/refusal.ts';
import { type NumberWords, numberWords } from '#experiments/report/number-words.ts';
import { refusalSentences } from '#experiments/report/sentences.ts';

/** Every number and time of the report as text, in the site's locale and time zone. */
export type ReportFormat = NumberWords & {
  /** Epoch milliseconds → "Nov 23, 2026, 14:05 GMT+1". */
  readonly instant: (at: number) => string;
  /** Epoch milliseconds → "Nov 23, 2026", the site's day. */
  readonly date: (at: number) => string;
  /** Epoch milliseconds for `<time datetime>`. */
  readonly machineTime: (at: number) => string;
  /** "2026-11-23" → "Mon, 23 Nov". */
  readonly day: (day: string) => string;
  /** Basis points → "33.3 %". */
  readonly weight: (basisPoints: number) => string;
  /** 0.95 → "95 %". */
  readonly level: (level: number) => string;
  /** A mark on the axis of lifts: 0.2 → "+20 %", 0 → "0 %". */
  readonly tick: (fraction: number) => string;
  /** A statistic without unit: 3.8415 → "3.84". */
  readonly statistic: (value: number) => string;
  /** "3.00 % to 3.70 %", or why there is none. */
  readonly rateRange: (rate: Interval | Refusal) => string;
  /** "−12.0 % to +31.0 %"; an unbounded side is said in words. */
  readonly liftRange: (limits: Pick<Lift, 'lower' | 'upper'>) => string;
  /** Minor units → "€12.34"; a currency that nobody named is left out. */
  readonly money: (minor: number, currency: string | undefined) => string;
  readonly moneyRange: (
    limits: Pick<Interval, 'lower' | 'upper'>,
    currency: string | undefined,
  ) => string;
  readonly refusal: (refusal: Refusal) => string;
};

/** The only place where the report's numbers become text. */
export function reportFormat(site: {
  readonly locale: string;
  readonly timeZone: string;
}): ReportFormat {
  const { locale, timeZone } = site;
  const words = numberWords(locale);
  const instant = new Intl.DateTimeFormat(locale, {
    timeZone,
    day: 'numeric',
    month: 'short',
    year: 'numeric',
    hour: '2-digit',
    minute: '2-digit',
    hour12: false,
    timeZoneName: 'short',
  });
  const date = new Intl.DateTimeFormat(locale, {
    timeZone,
    day: 'numeric',
    month: 'short',
    year: 'numeric',
  });
  // A site day is a calendar day already: read and written in the same zone it cannot shift.
  const day = new Intl.DateTimeFormat(locale, {
    timeZone: 'UTC',
    weekday: 'short',
    day: 'numeric',
    month: 'short',
  });
  const statistic = new Intl.NumberFormat(locale, {
    minimumFractionDigits: 2,
    maximumFractionDigits: 2,
  });
  const percent = (share: number) => `${words.share(share)}\u202f%`;
  return {
    ...words,
    instant: (at) => instant.format(at),
    date: (at) => date.format(at),
    machineTime: (at) => new Date(at).toISOString(),
    day: (text) => day.format(Date.parse(`${text}T00:00:00Z`)),
    weight: (basisPoints) => percent(basisPoints / 10_000),
    level: percent,
    tick: (fraction) => {
      const sign = fraction > 1e-9 ? '+' : fraction < -1e-9 ? '\u2212' : '';
      return `${sign}${words.share(Math.abs(fraction))}\u202f%`;
    },
    statistic: (value) => statistic.format(value),
    rateRange: (rate) =>
      rate.ok && rate.lower !== null && rate.upper !== null
        ? `${words.rate(rate.lower)} to ${words.rate(rate.upper)}`
        : '',
    liftRange: ({ lower, upper }) => {
      // A rate cannot fall by more than all of it.
      const from = words.lift(lower ?? -1);
      return upper === null ? `${from} or more` : `${from} to ${words.lift(upper)}`;
    },
    money: moneyIn(locale),
    moneyRange: ({ lower, upper }, currency) =>
      [lower, upper]
        .flatMap((limit) => limit ?? [])
        .map((limit) => moneyIn(locale)(limit, currency))
        .join(' to '),
    refusal: ({ reason }) => refusalSentences[reason],
  };
}

/** Two decimals when a currency does not say otherwise. */
const USUAL_DECIMALS = 2;

function moneyIn(locale: string): ReportFormat['money'] {
  return (minor, currency) => {
    const format = new Intl.NumberFormat(
      locale,
      currency === undefined ? {} : { style: 'currency', currency },
    );
    const decimals = format.resolvedOptions().maximumFractionDigits ?? USUAL_DECIMALS;
    return format.format(minor / 10 ** (currency === undefined ? USUAL_DECIMALS : decimals));
  };
}
