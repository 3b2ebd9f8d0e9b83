import type { Setting, Total } from '../setting.ts';

/** The base rate doubles over sixty days, and weekends are weaker by a quarter. */
const drift = (day: number) => (1 + day / 60) * (day % 7 > 4 ? 0.75 : 1);

const RAMP = [
  [9_500, 500],
  [9_000, 1_000],
  [7_500, 2_500],
  [5_000, 5_000],
];

/** A treatment that begins with five percent. */
const ramp = {
  days: 7,
  weightsAt: (epoch: number) => RAMP[Math.min(epoch, RAMP.length) - 1] ?? [5_000, 5_000],
};

const swap = {
  days: 7,
  weightsAt: (epoch: number) => (epoch % 2 === 0 ? [3_000, 7_000] : [8_000, 2_000]),
};

/** Four fifths for whoever leads so far, as a greedy bandit would. */
const leader = {
  days: 5,
  weightsAt: (_: number, [control, treatment]: readonly Total[]) =>
    rateOf(treatment) > rateOf(control) ? [2_000, 8_000] : [8_000, 2_000],
};

const base = { rule: 'conversions', looks: 60, perDay: 1_000, drift } as const;
const rampWeights = [9_500, 500];
const swapWeights = [8_000, 2_000];
const even = [5_000, 5_000];

/** Weights that move while the base rate drifts: compared within epochs only. */
export const epochSettings: readonly Setting[] = [
  {
    ...base,
    name: 'ramp 5 → 50 %, 2 %',
    rate: 0.02,
    lift: 0.25,
    weightsBp: rampWeights,
    epochs: ramp,
  },
  {
    ...base,
    name: 'weights swap weekly, 2 %',
    rate: 0.02,
    lift: 0.25,
    weightsBp: swapWeights,
    epochs: swap,
  },
  {
    ...base,
    name: 'weights swap weekly, 0.2 %',
    rate: 0.002,
    lift: 0.8,
    weightsBp: swapWeights,
    epochs: swap,
  },
  {
    ...base,
    name: 'weights swap weekly, 20 %',
    rate: 0.2,
    lift: 0.15,
    perDay: 200,
    weightsBp: swapWeights,
    epochs: swap,
  },
  {
    ...base,
    name: 'weights follow the leader, 2 %',
    rate: 0.02,
    lift: 0.25,
    weightsBp: even,
    epochs: leader,
  },
  {
    ...base,
    name: 'weights follow the leader, 0.2 %',
    rate: 0.002,
    lift: 0.8,
    weightsBp: even,
    epochs: leader,
  },
  {
    ...base,
    rule: 'revenue',
    name: 'ramp 5 → 50 %, sigma 1.6',
    rate: 0.03,
    lift: 0.3,
    weightsBp: rampWeights,
    epochs: ramp,
    value: { sigma: 1.6 },
  },
  {
    ...base,
    rule: 'revenue',
    name: 'weights swap weekly, sigma 1.6',
    rate: 0.03,
    lift: 0.3,
    weightsBp: swapWeights,
    epochs: swap,
    value: { sigma: 1.6 },
  },
  {
    ...base,
    rule: 'revenue',
    name: 'weights follow the leader, sigma 2.2',
    rate: 0.03,
    lift: 0.3,
    weightsBp: even,
    epochs: leader,
    value: { sigma: 2.2 },
  },
];

/** The same histories read as if they were one epoch: Simpson's paradox, which has to show. */
export const pooledSetting: Setting = {
  ...base,
  rule: 'pooled-epochs',
  name: 'ramp 5 → 50 %, 2 %',
  rate: 0.02,
  lift: 0.25,
  weightsBp: rampWeights,
  epochs: ramp,
};

function rateOf(total: Total | undefined): number {
  return total && total.visitors > 0 ? total.converted / total.visitors : 0;
}
