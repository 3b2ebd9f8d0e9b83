import type { DealState } from '#experiments/revenue/deal-state.ts';

/** Newest leads that are read: the cost stays the same for ever. */
const NEWEST = 20_000;

/** Where a lead came from; '' is unknown. */
export type OriginRow = {
  readonly leadId: string;
  readonly source: string;
  readonly campaign: string;
};

/** A lead with one of its deals; `state` is null where it has none. */
export type LeadDealRow = OriginRow & { readonly state: DealState | null };

/** Of the visitor's exposures up to the lead the newest: what brought the lead. */
const ORIGIN = `
  SELECT e.source FROM exposures AS e
  WHERE e.unit_id = l.unit_id AND e.flag IS NULL AND e.occurred_at <= l.occurred_at
  ORDER BY e.occurred_at DESC, e.seq DESC LIMIT 1`;

const ORIGINS = `coalesce((${ORIGIN}), '') AS source,
  coalesce((${ORIGIN.replace('e.source', 'e.campaign')}), '') AS campaign`;

/** The newest leads until a moment (epoch ms) that are no spam, each with its deals. */
export async function readLeadDeals(
  db: D1Database,
  until: number,
): Promise<readonly LeadDealRow[]> {
  const { results } = await db
    .prepare(
      `SELECT l.lead_id, ${ORIGINS}, d.state
       FROM (SELECT lead_id, unit_id, occurred_at FROM leads
         WHERE spam_reason IS NULL AND occurred_at <= ?1 ORDER BY seq DESC LIMIT ?2) AS l
       LEFT JOIN deals AS d ON d.lead_id = l.lead_id
       ORDER BY l.lead_id, d.source, d.deal_id`,
    )
    .bind(until, NEWEST)
    .all<Record<string, string | null>>();
  return results.map((row) => ({
    ...toOrigin(row),
    state: row.state ? (JSON.parse(row.state) as DealState) : null,
  }));
}

/** Where the newest leads came from. */
export async function readLeadOrigins(db: D1Database): Promise<readonly OriginRow[]> {
  const { results } = await db
    .prepare(
      `SELECT l.lead_id, ${ORIGINS}
       FROM (SELECT lead_id, unit_id, occurred_at FROM leads
         WHERE spam_reason IS NULL ORDER BY seq DESC LIMIT ?1) AS l`,
    )
    .bind(NEWEST)
    .all<Record<string, string | null>>();
  return results.map(toOrigin);
}

function toOrigin(row: Readonly<Record<string, string | null>>): OriginRow {
  return {
    leadId: String(row.lead_id),
    source: String(row.source),
    campaign: String(row.campaign),
  };
}
