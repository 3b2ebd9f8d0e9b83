import type { Price } from '#experiments/definition/sections/pricing.ts';
import type { Figure } from '#experiments/definition/sections/statistics.ts';
import type { PageContext } from './page-context.ts';

type Place = Pick<PageContext, 'lang' | 'currency'>;

/** A price as people read it: a number in the page's language and currency, a text as it stands. */
export function priceText({ amount, currency }: Price, page: Place): string {
  if (typeof amount === 'string') return amount;
  return moneyText(amount, currency ?? page.currency, page.lang);
}

/** A figure as people read it: a number with its unit in the page's language, a text as it stands. */
export function figureText({ value, unit, signed, currency }: Figure, page: Place): string {
  if (typeof value === 'string') return value;
  const signDisplay = signed ? 'exceptZero' : 'auto';
  if (unit === 'money') {
    return moneyText(value, currency ?? page.currency, page.lang, { signDisplay });
  }
  const kind = unit === undefined ? {} : { style: 'unit', unit, unitDisplay: 'short' as const };
  return new Intl.NumberFormat(page.lang, {
    ...kind,
    signDisplay,
    maximumFractionDigits: 2,
  } as Intl.NumberFormatOptions).format(value);
}

/** 1290 EUR: "€1,290", "1.290 €"; whole amounts without decimals. */
function moneyText(
  amount: number,
  currency: string,
  lang: string,
  more: Intl.NumberFormatOptions = {},
): string {
  return new Intl.NumberFormat(lang, {
    ...more,
    style: 'currency',
    currency,
    trailingZeroDisplay: 'stripIfInteger',
  }).format(amount);
}
