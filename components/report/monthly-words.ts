import type { Monthly } from '#experiments/contract/monthly.ts';
import type { Metric } from '#experiments/definition/metric/metric.ts';
import type { ReportFormat } from './format.ts';

type Named = Pick<Metric, 'label' | 'currency' | 'direction'>;

/** "≈ 130 more “Demo requests” a month with “b” (14 to 260). Plan with the low end: 14." */
export function monthlySentence(
  { type }: Pick<Monthly, 'type'>,
  treatment: Monthly['treatments'][number],
  { metric, format }: { readonly metric: Named; readonly format: ReportFormat },
): string {
  const { variant, estimate, lower, upper } = treatment;
  const amount = (value: number) =>
    type === 'mean' ? format.money(value, metric.currency) : format.about(value);
  const size = (value: number) => amount(Math.abs(value));
  const more = (estimate ?? lower ?? 0) >= 0;
  const what = type === 'mean' ? 'a month' : `“${metric.label}” a month`;
  const about =
    estimate === null
      ? `${more ? 'More' : 'Fewer'} `
      : `≈ ${size(estimate)} ${more ? 'more' : type === 'mean' ? 'less' : 'fewer'} `;
  const [near, far] = more ? [lower, upper] : [upper, lower];
  const known = near !== null && near >= 0 === more && near !== 0;
  const range =
    near === null
      ? 'without a limit'
      : known
        ? far === null
          ? `at least ${size(near)}`
          : `${size(near)} to ${size(far)}`
        : `${signed(near, amount)} to ${far === null ? 'any size' : signed(far, amount)}`;
  const good = more === (metric.direction === 'up');
  const advice = !good
    ? ' That is the price of shipping it.'
    : known
      ? ` Plan with the low end: ${size(near)}.`
      : ' Its low end promises nothing yet.';
  return `${about}${what} with “${variant}” (${range}).${advice}`;
}

/** "Counted at 15,000 visitors a month, …": where the numbers come from. */
export function monthlyGround(
  { visitors, paceDays, control, type, treatments }: Monthly,
  {
    metric,
    unit,
    format,
  }: { readonly metric: Named; readonly unit: string; readonly format: ReportFormat },
): string {
  const own =
    type === 'mean'
      ? `${format.money(control, metric.currency)} per ${unit} in control`
      : `${format.perThousand(control)} of ${format.count(1_000)} in control`;
  const level = treatments[0] ? format.level(treatments[0].level) : '';
  return `Counted at ${format.count(visitors)} ${unit}s in 30 days, the pace of the last ${format.count(paceDays)} days, and ${own}. The range is that of the lift (${level}); traffic and season are taken to stay as they are.`;
}

function signed(value: number, amount: (value: number) => string): string {
  return `${value < 0 ? '\u2212' : '+'}${amount(Math.abs(value))}`;
}
