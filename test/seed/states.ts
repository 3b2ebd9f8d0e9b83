/** What is true of one experiment of the demo, so that its report is in a certain state. */
export type DemoState = {
  readonly experimentId: string;
  /** Days ago of the first visitor and of the day after the last; 0 is today. */
  readonly from: number;
  readonly until?: number;
  /** Visitors a day and landing. */
  readonly perDay: number;
  /** Share of visitors who convert, by metric: one per variant in catalog order, control first. */
  readonly rates: Readonly<Record<string, readonly number[]>>;
  /** What a conversion of the metric brings: median in minor units, and spread of its logarithm. */
  readonly value?: {
    readonly metricId: string;
    readonly medianMinor: number;
    readonly sigma: number;
  };
  /** Share of a variant's visitors whose exposure never arrives. */
  readonly lost?: Readonly<Record<string, number>>;
  /** Shares that came where an ad platform splits, one per variant; nobody here planned them. */
  readonly came?: readonly number[];
  /** From that day of its run on a bandit moves the weights. */
  readonly bandit?: { readonly afterDays: number; readonly floorBp: number };
  /** What somebody wrote down, so many days ago. */
  readonly note?: { readonly daysAgo: number; readonly text: string };
};

/** One experiment for each state that a report can be in; those of the site's own come on top. */
export const STATES = {
  empty: { experimentId: 'partners-proof', from: 0, perDay: 0, rates: {} },
  young: {
    experimentId: 'webinar-date',
    from: 0,
    perDay: 60,
    rates: { 'webinar-seat': [0.11, 0.12] },
  },
  'low-traffic': {
    experimentId: 'partners-call',
    from: 24,
    perDay: 9,
    rates: { 'partner-call': [0.07, 0.08] },
  },
  undecided: {
    experimentId: 'guide-cover',
    from: 17,
    perDay: 240,
    rates: { 'guide-opened': [0.12, 0.13] },
  },
  'ahead-wait': {
    experimentId: 'guide-fields',
    from: 9,
    perDay: 420,
    rates: { 'guide-opened': [0.14, 0.22] },
    note: {
      daysAgo: 5,
      text: 'The newsletter of November went out at 9:00, with a link to the guide.',
    },
  },
  worse: {
    experimentId: 'guide-gate',
    from: 24,
    perDay: 220,
    rates: { 'guide-opened': [0.15, 0.095] },
  },
  better: {
    experimentId: 'webinar-speaker',
    from: 24,
    perDay: 260,
    rates: { 'webinar-seat': [0.1, 0.145], 'webinar-begun': [0.2, 0.25] },
  },
  flat: {
    experimentId: 'webinar-button',
    from: 28,
    perDay: 330,
    rates: { 'webinar-begun': [0.46, 0.46] },
  },
  srm: {
    experimentId: 'parts-video',
    from: 20,
    perDay: 230,
    rates: { 'parts-account': [0.06, 0.075] },
    lost: { 'night-run': 0.14 },
  },
  ended: {
    experimentId: 'parts-delivery',
    from: 41,
    until: 12,
    perDay: 200,
    rates: { 'parts-account': [0.08, 0.12] },
  },
  'ended-worse': {
    experimentId: 'webinar-time',
    from: 76,
    until: 48,
    perDay: 180,
    rates: { 'webinar-seat': [0.13, 0.085] },
  },
  bandit: {
    experimentId: 'parts-makes',
    from: 18,
    perDay: 330,
    // Two arms close together: the weights need many days, and the verdict longer.
    rates: { 'parts-begun': [0.12, 0.18, 0.15] },
    bandit: { afterDays: 2, floorBp: 1000 },
  },
  revenue: {
    experimentId: 'parts-bundle',
    from: 29,
    perDay: 200,
    rates: { 'parts-revenue': [0.12, 0.17], 'parts-account': [0.05, 0.055] },
    value: { metricId: 'parts-revenue', medianMinor: 8_400, sigma: 0.7 },
  },
  'not-randomised': {
    experimentId: 'partners-ads',
    from: 38,
    perDay: 260,
    rates: { 'partner-call': [0.07, 0.085], 'qualified-lead': [0.03, 0.053] },
    came: [0.62, 0.38],
  },
  pooled: {
    experimentId: 'trades-hour',
    from: 27,
    perDay: 90,
    rates: { 'trade-demo': [0.08, 0.12] },
  },
} as const satisfies Readonly<Record<string, DemoState>>;
