import type { Journey } from '#experiments/attribution/journey.ts';
import type { Arrived, Touch } from '#experiments/attribution/touch.ts';
import { attempt } from '../operation/attempt.ts';

/** A lead whose journey is still to be settled, with the arrivals that are on record for it. */
export type UnsettledLead = {
  readonly leadId: string;
  readonly occurredAt: number;
  readonly arrived: readonly Arrived[];
};

/** Most arrivals of one visitor that are read; the first and the newest are among them. */
const MOST_ARRIVALS = 500;

/** Leads of the time between without a journey, oldest first. */
export async function readUnsettledLeads(
  db: D1Database,
  time: { readonly after: number; readonly before: number; readonly most: number },
): Promise<readonly UnsettledLead[]> {
  const { results } = await attempt(() =>
    db
      .prepare(
        `SELECT l.lead_id AS leadId, l.occurred_at AS occurredAt, (
           SELECT json_group_array(json_object('occurredAt', t.occurred_at, 'landing', t.landing,
             'query', t.query, 'referrer', t.referrer))
           FROM (
             SELECT * FROM touchpoints
             WHERE unit_id = l.unit_id OR event_id = l.lead_id || ':arrival'
             ORDER BY occurred_at DESC LIMIT ?3
           ) AS t
         ) AS arrived
         FROM leads AS l
         WHERE l.occurred_at BETWEEN ?4 AND ?1 AND l.erased_at IS NULL AND l.spam_reason IS NULL
           AND NOT EXISTS (SELECT 1 FROM lead_touches WHERE lead_id = l.lead_id)
           AND EXISTS (SELECT 1 FROM touchpoints AS t
             WHERE t.unit_id = l.unit_id OR t.event_id = l.lead_id || ':arrival')
         ORDER BY l.occurred_at LIMIT ?2`,
      )
      .bind(time.before, time.most, MOST_ARRIVALS, time.after)
      .all<{ leadId: string; occurredAt: number; arrived: string }>(),
  );
  return results.map(({ arrived, ...lead }) => ({ ...lead, arrived: JSON.parse(arrived) }));
}

/** Settles journeys; one that is on record stays as it is. */
export async function recordJourneys(
  db: D1Database,
  journeys: readonly { readonly leadId: string; readonly journey: Journey }[],
): Promise<void> {
  const rows = journeys.flatMap(({ leadId, journey }) =>
    (
      [
        ['first', journey.first],
        ['last', journey.last],
        ['last-non-direct', journey.lastNonDirect],
      ] as const
    ).flatMap(([position, touch]) =>
      touch ? [{ ...touch, leadId, position, context: JSON.stringify(touch.context) }] : [],
    ),
  );
  await attempt(() =>
    db
      .prepare(
        `INSERT INTO lead_touches (lead_id, position, occurred_at, landing, source, medium, campaign,
           creative, keyword, network, came_from, context)
         SELECT value ->> 'leadId', value ->> 'position', value ->> 'occurredAt',
           value ->> 'landing', value ->> 'source', value ->> 'medium', value ->> 'campaign',
           value ->> 'creative', value ->> 'keyword', value ->> 'network', value ->> 'cameFrom',
           value ->> 'context'
         FROM json_each(?1) WHERE true
         ON CONFLICT (lead_id, position) DO NOTHING`,
      )
      .bind(JSON.stringify(rows))
      .run(),
  );
}

export type LeadTouch = Touch & {
  readonly leadId: string;
  readonly position: 'first' | 'last' | 'last-non-direct';
};

/** How leads came, by what is settled: at most three rows per lead. */
export async function readLeadTouches(
  db: D1Database,
  leadIds: readonly string[],
): Promise<readonly LeadTouch[]> {
  const { results } = await attempt(() =>
    db
      .prepare(
        `SELECT lead_id AS leadId, position, occurred_at AS occurredAt, landing, source, medium,
           campaign, creative, keyword, network, came_from AS cameFrom, context
         FROM lead_touches WHERE lead_id IN (SELECT value FROM json_each(?1))
         ORDER BY lead_id, position`,
      )
      .bind(JSON.stringify(leadIds))
      .all<Omit<LeadTouch, 'context'> & { context: string }>(),
  );
  return results.map(({ context, ...touch }) => ({ ...touch, context: JSON.parse(context) }));
}
