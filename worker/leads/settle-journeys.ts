import { journeyOf } from '#experiments/attribution/journey.ts';
import type { Catalog } from '#experiments/definition/catalog/catalog.ts';
import { readUnsettledLeads, recordJourneys } from '../store/leads/lead-touches.ts';

/** The page's own report of an arrival may come a little after its form. */
const PATIENCE_MS = 10 * 60_000;
/** A page's report comes within this time or never: so long browsers keep it. */
const OLDEST_MS = 8 * 86_400_000;
const MOST_AT_ONCE = 200;

/**
 * Puts on record how each lead came, first and last: raw arrivals are kept for a time only, a sale
 * may take longer.
 */
export async function settleJourneys(
  db: D1Database,
  { site }: Pick<Catalog, 'site'>,
  now: number,
): Promise<void> {
  const leads = await readUnsettledLeads(db, {
    after: now - OLDEST_MS,
    before: now - PATIENCE_MS,
    most: MOST_AT_ONCE,
  });
  const ownHosts = [new URL(site.origin).hostname, ...site.hosts];
  const journeys = leads.flatMap(({ leadId, occurredAt, arrived }) => {
    const journey = journeyOf(arrived, { ownHosts, until: occurredAt });
    return journey ? [{ leadId, journey }] : [];
  });
  if (journeys.length > 0) await recordJourneys(db, journeys);
}
