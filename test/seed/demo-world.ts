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
} as const;
