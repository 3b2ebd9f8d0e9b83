import type { Setting } from '../setting.ts';

const EVEN = [5_000, 5_000];
const MOSTLY_CONTROL = [9_000, 1_000];
const MOSTLY_TREATMENT = [1_000, 9_000];

const base = { rule: 'conversions', looks: 60, weightsBp: EVEN } as const;

/** Conversion rates from 0.2 to 30 %, even and uneven splits, 60 to 600 looks. */
export const conversionSettings: readonly Setting[] = [
  { ...base, name: '0.2 %, 50/50', perDay: 3_000, rate: 0.002, lift: 0.6 },
  { ...base, name: '2 %, 50/50', perDay: 1_000, rate: 0.02, lift: 0.25 },
  { ...base, name: '30 %, 50/50', perDay: 200, rate: 0.3, lift: 0.15 },
  {
    ...base,
    name: '0.2 %, 90/10',
    perDay: 3_000,
    rate: 0.002,
    lift: 1,
    weightsBp: MOSTLY_CONTROL,
  },
  { ...base, name: '2 %, 90/10', perDay: 1_000, rate: 0.02, lift: 0.4, weightsBp: MOSTLY_CONTROL },
  {
    ...base,
    name: '2 %, 10/90',
    perDay: 1_000,
    rate: 0.02,
    lift: 0.4,
    weightsBp: MOSTLY_TREATMENT,
  },
  { ...base, name: '30 %, 90/10', perDay: 200, rate: 0.3, lift: 0.25, weightsBp: MOSTLY_CONTROL },
  {
    ...base,
    name: '2 %, 50/50, traffic ten times the plan',
    perDay: 1_000,
    rate: 0.02,
    lift: 0.25,
    looks: 200,
    planned: 0.1,
  },
  {
    ...base,
    name: '2 %, 90/10, traffic ten times the plan',
    perDay: 1_000,
    rate: 0.02,
    lift: 0.3,
    looks: 200,
    planned: 0.1,
    weightsBp: MOSTLY_CONTROL,
  },
  { ...base, name: '2 %, 50/50', perDay: 100, rate: 0.02, lift: 0.25, looks: 600 },
  {
    ...base,
    name: '2 %, 90/10',
    perDay: 100,
    rate: 0.02,
    lift: 0.5,
    looks: 600,
    weightsBp: MOSTLY_CONTROL,
  },
];

/** Fewer conversions than the sequence needs for most of the time: exact limits. */
export const fewSettings: readonly Setting[] = [
  { ...base, name: 'below five conversions, 0.2 %, 50/50', perDay: 60, rate: 0.002, lift: 6 },
  {
    ...base,
    name: 'below five conversions, 0.2 %, 90/10',
    perDay: 150,
    rate: 0.002,
    lift: 6,
    weightsBp: MOSTLY_CONTROL,
  },
  {
    ...base,
    name: 'below five conversions, 0.2 %, 10/90',
    perDay: 150,
    rate: 0.002,
    lift: 6,
    weightsBp: MOSTLY_TREATMENT,
  },
  { ...base, rule: 'exact', name: '0.2 %, 50/50', perDay: 3_000, rate: 0.002, lift: 0.6 },
  {
    ...base,
    rule: 'exact',
    name: '2 %, 90/10',
    perDay: 1_000,
    rate: 0.02,
    lift: 0.4,
    weightsBp: MOSTLY_CONTROL,
  },
];
