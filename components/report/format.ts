import type { Interval, Lift } from '#experiments/contract/interval.ts';
import type { Refusal } from '#experiments/contract/refusal.ts';
import { type NumberWords, numberWords } from '#experiments/report/lift/number-words.ts';
import { refusalSentences } from '#experiments/report/sentences/sentences.ts';

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
  /** A mark on an axis of amounts: 200000 → "€2,000". */
  readonly moneyTick: (minor: number, currency: string) => string;
  /** An estimate of a count: 132.4 → "132", 3.21 → "3.2". */
  readonly about: (value: number) => string;
  /** A change of a count per 1,000 visitors: 4.13 → "+4.1". */
  readonly change: (value: number) => string;
  /** A chance: 0.9312 → "93.1 %"; what is next to certain is not said to be. */
  readonly chance: (probability: number) => string;
  /** A statistic without unit: 3.8415 → "3.84". */
  readonly statistic: (value: number) => string;
  /** "3.00 % to 3.70 %", or why there is none. */
  readonly rateRange: (rate: Interval | Refusal) => string;
  /** "−12.0 % to +31.0 %"; an unbounded side is said in words. */
  readonly liftRange: (limits: Pick<Lift, 'lower' | 'upper'>) => string;
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
    moneyTick: (minor, currency) => {
      const money = new Intl.NumberFormat(locale, {
        style: 'currency',
        currency,
        trailingZeroDisplay: 'stripIfInteger',
      });
      return money.format(minor / 10 ** (money.resolvedOptions().maximumFractionDigits ?? 2));
    },
    about: (value) =>
      Math.abs(value) < 9.95 ? words.perThousand(value / 1_000) : words.count(value),
    change: (value) => {
      const sign = value > 0 ? '+' : value < 0 ? '\u2212' : '\u00b1';
      return `${sign}${words.perThousand(Math.abs(value) / 1_000)}`;
    },
    chance: (probability) =>
      probability > 0.9995
        ? `>\u202f${percent(0.999)}`
        : probability < 0.0005
          ? `<\u202f${percent(0.001)}`
          : percent(probability),
    statistic: (value) => statistic.format(value),
    rateRange: (rate) =>
      rate.ok && rate.lower !== null && rate.upper !== null
        ? `${words.rate(rate.lower)} to ${words.rate(rate.upper)}`
        : '',
    liftRange: ({ lower, upper }) => {
      // What visitors bring cannot fall by more than all of it, though an interval of a mean may.
      const from = words.lift(Math.max(-1, lower ?? -1));
      return upper === null ? `${from} or more` : `${from} to ${words.lift(upper)}`;
    },
    moneyRange: ({ lower, upper }, currency) =>
      [lower, upper]
        .flatMap((limit) => limit ?? [])
        .map((limit) => words.money(limit, currency))
        .join(' to '),
    refusal: ({ reason }) => refusalSentences[reason],
  };
}
