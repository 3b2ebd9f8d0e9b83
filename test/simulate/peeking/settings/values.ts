import type { Setting } from '../setting.ts';

const base = {
  rule: 'revenue',
  looks: 60,
  perDay: 1_000,
  rate: 0.03,
  weightsBp: [5_000, 5_000],
  lift: 0.3,
} as const;

const UNEVEN = [9_000, 1_000];

/** 99.5 % quantile of the values above 0, where the guide puts a cap: 2.5758 deviations out. */
const capOf = (sigma: number) => Math.round(6_000 * Math.exp(2.5758 * sigma));

/** Revenue per visitor: 3 % buy, lognormal orders with ever heavier tails. */
export const valueSettings: readonly Setting[] = [
  { ...base, name: 'sigma 1.0, 50/50', value: { sigma: 1 } },
  { ...base, name: 'sigma 1.6, 50/50', value: { sigma: 1.6 } },
  { ...base, name: 'sigma 2.2, 50/50', value: { sigma: 2.2 } },
  { ...base, name: 'sigma 1.6 capped, 50/50', value: { sigma: 1.6, capMinor: capOf(1.6) } },
  { ...base, name: 'sigma 2.2 capped, 50/50', value: { sigma: 2.2, capMinor: capOf(2.2) } },
  { ...base, name: 'sigma 1.0, 90/10', value: { sigma: 1 }, weightsBp: UNEVEN, lift: 0.5 },
  { ...base, name: 'sigma 1.6, 90/10', value: { sigma: 1.6 }, weightsBp: UNEVEN, lift: 0.5 },
  { ...base, name: 'sigma 2.2, 90/10', value: { sigma: 2.2 }, weightsBp: UNEVEN, lift: 0.5 },
  {
    ...base,
    name: 'sigma 1.6, 10/90',
    value: { sigma: 1.6 },
    weightsBp: [1_000, 9_000],
    lift: 0.5,
  },
  {
    ...base,
    name: 'sigma 1.6 capped, 90/10',
    value: { sigma: 1.6, capMinor: capOf(1.6) },
    weightsBp: UNEVEN,
    lift: 0.5,
  },
  { ...base, name: 'sigma 1.6, 50/50', value: { sigma: 1.6 }, looks: 300, perDay: 200 },
];
