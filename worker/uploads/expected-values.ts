import type { Catalog } from '#experiments/definition/catalog/catalog.ts';
import type { ReportedStage } from '#experiments/definition/connections/platform-conversion.ts';
import type { Money } from '#experiments/revenue/deal-state.ts';
import { expectedValue, VALUED_STAGES, valueModel } from '#experiments/revenue/expected-value.ts';
import { readClosedLeads } from '../reporting/read-lead-values.ts';
import { readLeadOrigins } from '../store/leads/lead-values.ts';

/** What a lead at a stage brings on average; null while nobody can say. */
export type ExpectedValue = (leadId: string, stage: ReportedStage) => Money | null;

/** Whether any platform is told of expected values. */
function asksForExpected({ platforms }: Pick<Catalog, 'platforms'>): boolean {
  return Object.values(platforms).some(
    (entry) => entry?.enabled && entry.conversions.some(({ value }) => value === 'expected'),
  );
}

/**
 * The estimates by which leads are valued before their deals have closed, by stage, source and
 * campaign, in the site's currency. Null for a lead or stage that nothing can be told of yet: fewer
 * than 30 sales among closed leads, a stage that is no step on the way to a sale. Nothing is read
 * where no platform asks.
 */
export async function expectedValues(
  db: D1Database,
  catalog: Catalog,
  now: number,
): Promise<ExpectedValue> {
  if (!asksForExpected(catalog)) return () => null;
  const { leads } = await readClosedLeads(db, catalog, now);
  const model = valueModel(leads);
  const origins = new Map((await readLeadOrigins(db)).map((row) => [row.leadId, row]));
  return (leadId, stage) => {
    const valued = VALUED_STAGES.find((one) => one === stage);
    if (valued === undefined) return null;
    const { source, campaign } = origins.get(leadId) ?? { source: '', campaign: '' };
    const value = expectedValue(model, { source, campaign, stage: valued });
    if (!value.ok) return null;
    return { minor: Math.round(value.minor), currency: catalog.site.currency };
  };
}
