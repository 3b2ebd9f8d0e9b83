import type { Setting } from '../setting.ts';

type Landings = NonNullable<Setting['landings']>;

/** Few landings with rates from half to four times as high, and traffic that wanders between them. */
const four: Landings = [0.5, 1, 2, 4].map((factor, index) => ({
  factor,
  trafficOn: (day) => (index === Math.floor(day / 7) % 4 ? 40 : 20),
}));

/**
 * As many as a campaign has ad groups: the first have most of the traffic, the last a visitor or
 * two a day, so that some stand alone early, some late, and some never.
 */
const forty: Landings = Array.from({ length: 40 }, (_, index) => ({
  factor: 0.25 + (2.5 * ((index * 17) % 40)) / 40,
  trafficOn: (day) => 1_000 / (index + 1) / (index % 5 === 4 && day < 20 ? 20 : 1),
}));

const RAMP = [
  [9_500, 500],
  [8_000, 2_000],
  [5_000, 5_000],
];

const ramp = {
  days: 10,
  weightsAt: (epoch: number) => RAMP[Math.min(epoch, RAMP.length) - 1] ?? [5_000, 5_000],
};

const base = {
  rule: 'conversions',
  looks: 60,
  perDay: 1_000,
  rate: 0.02,
  lift: 0.25,
  weightsBp: [5_000, 5_000],
} as const;

/** Several landings in one experiment: compared landing by landing, small ones together. */
export const landingSettings: readonly Setting[] = [
  { ...base, name: '4 landings, 1 to 8 %', landings: four },
  { ...base, name: '40 landings, 0.5 to 5 %', landings: forty },
  { ...base, name: '40 landings, 90/10', landings: forty, weightsBp: [9_000, 1_000], lift: 0.4 },
  {
    ...base,
    name: '40 landings, 0.1 to 0.5 %',
    landings: forty,
    rate: 0.002,
    lift: 0.8,
  },
  {
    ...base,
    name: '40 landings, ramp 5 → 50 %',
    landings: forty,
    weightsBp: [9_500, 500],
    epochs: ramp,
    drift: (day) => 1 + day / 60,
  },
  {
    ...base,
    rule: 'revenue',
    name: '40 landings, sigma 1.6',
    landings: forty,
    rate: 0.03,
    lift: 0.3,
    value: { sigma: 1.6 },
  },
];
