import type { Setting } from '../setting.ts';
import { epochSettings } from './epochs.ts';

/** Most conversions on the first day, the last within a week. */
const DELAY = [0.6, 0.14, 0.1, 0.06, 0.04, 0.03, 0.03];

const base = {
  rule: 'decision',
  looks: 28,
  perDay: 1_500,
  rate: 0.03,
  weightsBp: [5_000, 5_000],
  lift: 0.25,
} as const;

/** The decision of every evening over four weeks, with all of its conditions. */
export const decisionSettings: readonly Setting[] = [
  { ...base, name: '3 %, 50/50' },
  { ...base, name: '3 %, 50/50, conversions up to 6 days late', delay: DELAY },
  { ...base, name: '3 %, 90/10', weightsBp: [9_000, 1_000], lift: 0.4 },
  { ...base, name: '0.2 %, 50/50', rate: 0.002, lift: 1.2 },
  { ...base, name: '3 arms, 3 %', perDay: 2_250, weightsBp: [3_334, 3_333, 3_333] },
  { ...base, name: 'revenue, sigma 1.6', lift: 0.4, value: { sigma: 1.6 } },
  ...epochSettings
    .filter(({ name }) => name === 'weights swap weekly, 2 %')
    .map((setting): Setting => ({ ...setting, rule: 'decision', looks: 28, perDay: 1_500 })),
];
