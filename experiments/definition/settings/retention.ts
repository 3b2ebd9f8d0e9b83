import type { Site } from './site.ts';

/**
 * Days that a lead's link to experiment, variant and campaign is kept where site.yaml does not say: a
 * sale to a company may take a year and a quarter, an order comes within weeks.
 */
const LINK_DAYS: Readonly<Record<Site['business'], number>> = { 'lead-gen': 400, shop: 60 };

/**
 * Days that a lead's link to what it saw is kept: never shorter than raw events, which hold the same.
 */
export function linkDaysOf({ business, retention }: Pick<Site, 'business' | 'retention'>): number {
  return Math.max(retention.eventDays, retention.linkDays ?? LINK_DAYS[business]);
}
