import { ARRIVAL_OF_LEAD } from './read-lead.ts';

/** Which leads: those that count, those taken for spam, or one by its id. */
export type LeadList =
  | { readonly list: 'leads' | 'spam'; readonly before: number | null }
  | { readonly list: 'one'; readonly leadId: string };

/** A lead as it lies in the store. */
export type LeadListRow = {
  readonly seq: number;
  readonly leadId: string;
  readonly formId: string;
  readonly landing: string;
  readonly occurredAt: number;
  readonly sealedFields: string;
  readonly spamReason: string | null;
  readonly consent: string;
  readonly adUse: boolean;
  readonly confirmedAt: number | null;
  readonly erasedAt: number | null;
  readonly query: string;
  readonly referrer: string;
};

/** Leads of a list, the latest first, at most `limit`. `before`: only those before this `seq`. */
export async function readLeadList(
  db: D1Database,
  asked: LeadList,
  limit: number,
): Promise<readonly LeadListRow[]> {
  const [where, values] =
    asked.list === 'one'
      ? ['l.lead_id = ?2', [asked.leadId]]
      : [
          `l.spam_reason IS ${asked.list === 'spam' ? 'NOT ' : ''}NULL AND l.seq < ?2`,
          [asked.before ?? Number.MAX_SAFE_INTEGER],
        ];
  const { results } = await db
    .prepare(
      `SELECT l.seq, l.lead_id, l.form_id, l.landing, l.occurred_at, l.sealed_fields,
         l.spam_reason, l.consent, l.ad_use, l.confirmed_at, l.erased_at, a.query, a.referrer
       FROM leads AS l LEFT JOIN touchpoints AS a ON a.seq = (
         SELECT t.seq FROM touchpoints AS t WHERE ${ARRIVAL_OF_LEAD}
         ORDER BY t.view_nonce = l.view_nonce DESC, t.seq DESC LIMIT 1)
       WHERE ${where} ORDER BY l.seq DESC LIMIT ?1`,
    )
    .bind(limit, ...values)
    .all<Record<string, unknown>>();
  return results.map((row) => ({
    seq: row.seq as number,
    leadId: row.lead_id as string,
    formId: row.form_id as string,
    landing: row.landing as string,
    occurredAt: row.occurred_at as number,
    sealedFields: row.sealed_fields as string,
    spamReason: row.spam_reason as string | null,
    consent: row.consent as string,
    adUse: row.ad_use === 1,
    confirmedAt: row.confirmed_at as number | null,
    erasedAt: row.erased_at as number | null,
    query: (row.query as string | null) ?? '',
    referrer: (row.referrer as string | null) ?? '',
  }));
}

/** How many there are of what the page of leads lists. */
export type LeadCounts = {
  readonly leads: number;
  readonly spam: number;
  readonly unmatched: number;
  readonly undelivered: number;
};

/** Leads without spam, spam, stages without a lead, and messages that were given up. */
export async function countLeads(db: D1Database): Promise<LeadCounts> {
  const row = await db
    .prepare(
      `SELECT (SELECT count(*) FROM leads) AS everything,
         (SELECT count(*) FROM leads WHERE spam_reason IS NOT NULL) AS spam,
         (SELECT count(*) FROM stage_events WHERE matched_at IS NULL) AS unmatched,
         (SELECT count(*) FROM outbox WHERE state = 'dead' AND ended_as IS NULL) AS undelivered`,
    )
    .first<{ everything: number; spam: number; unmatched: number; undelivered: number }>();
  const { everything = 0, spam = 0, unmatched = 0, undelivered = 0 } = row ?? {};
  return { leads: everything - spam, spam, unmatched, undelivered };
}
