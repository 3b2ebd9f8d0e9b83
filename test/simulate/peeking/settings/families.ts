import type { Setting } from '../setting.ts';

const base = { looks: 60, perDay: 1_500, rate: 0.02, lift: 0.3 } as const;
const THIRDS = [3_334, 3_333, 3_333];

/** Two treatments under Holm; only the first has an effect in the A/B half. */
export const familySettings: readonly Setting[] = [
  { ...base, rule: 'conversions', name: 'Holm, 3 arms, 2 %', weightsBp: THIRDS },
  {
    ...base,
    rule: 'conversions',
    name: 'Holm, 3 arms 80/10/10, 2 %',
    weightsBp: [8_000, 1_000, 1_000],
    lift: 0.4,
  },
  {
    ...base,
    rule: 'conversions',
    name: 'Holm, 3 arms, 0.2 %',
    rate: 0.002,
    lift: 1,
    weightsBp: THIRDS,
  },
  {
    ...base,
    rule: 'revenue',
    name: 'Holm, 3 arms, sigma 1.6',
    rate: 0.03,
    weightsBp: THIRDS,
    value: { sigma: 1.6 },
  },
];
