/** What people do on a page before any experiment changes it, as shares of the page's visitors. */
export type Behaviour = {
  /** Click on a named element, for each metric of it. */
  readonly click: number;
  readonly formStart: number;
  /** Begin the form and send it. */
  readonly submit: number;
};

/** By public path. */
export const BEHAVIOUR: Readonly<Record<string, Behaviour>> = {
  '/crm/': { click: 0.14, formStart: 0.09, submit: 0.03 },
  '/offer/': { click: 0.1, formStart: 0.06, submit: 0.02 },
};

/**
 * Planted lifts on submits by experiment and variant: 0.2 = 20 % more people who send the form.
 * What is not named changes nothing, so the A/A has none.
 */
export const PLANTED: Readonly<Record<string, Readonly<Record<string, number>>>> = {
  'crm-headline': { outcome: 0.25 },
  'crm-form': { short: 0.4, promise: -0.1 },
  'offer-price-frame': { 'per-day': 0.3 },
};

/** Share of people who send the form in these variants, effects multiplied. */
export function submitShare(
  path: string,
  variants: readonly { readonly experimentId: string; readonly variantId: string }[],
): number {
  const base = BEHAVIOUR[path]?.submit ?? 0;
  return variants.reduce(
    (share, { experimentId, variantId }) => share * (1 + (PLANTED[experimentId]?.[variantId] ?? 0)),
    base,
  );
}
