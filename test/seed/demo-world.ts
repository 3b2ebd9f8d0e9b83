/** What is true in the demo: nobody who reads its report knows it. */
export const DEMO = {
  seed: 'demo-2026',
  /** Whole days, the last one ends where today begins. */
  days: 42,
  /** Visitors of a weekday by public path; a weekend has half. */
  visitorsPerDay: { '/crm/': 720, '/offer/': 460 },
  botShare: 0.07,
  /** Share of visitors who brought a cookie from before. */
  returningShare: 0.09,
  /** Share of visitors who come back within three days, by another ad. */
  returnShare: 0.12,
  /** Relative effects on sent forms by experiment and variant. */
  lifts: {
    'crm-form': { short: 0.62, promise: -0.06 },
    'crm-headline': { outcome: 0.08 },
    'offer-price-frame': { 'per-day': 0.35 },
  },
  /** Share of those who ask for a demo and let the ad platform know. */
  adUseShare: 0.6,
  /** What sales makes of a lead of /crm/: share that goes on, and after how many days. */
  sales: {
    qualified: { share: 0.72, days: [0.2, 7] },
    opportunity: { share: 0.9, days: [1, 6] },
    won: { share: 0.9, days: [2, 14] },
    /** Of those won: who gets money back. */
    refunded: { share: 0.05, days: [2, 12] },
    /** Median of a deal in minor units, and spread of its logarithm. */
    amount: { medianMinor: 960_000, sigma: 0.6 },
    /** Relative effects on being qualified: a form that asks little brings who does not fit. */
    effects: { 'crm-form': { short: -0.68 } },
  },
} as const;
