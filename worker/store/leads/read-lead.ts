/** A lead as it stands in the store, for whoever delivers it. */
export type StoredLead = {
  readonly leadId: string;
  readonly formId: string;
  readonly landing: string;
  readonly occurredAt: number;
  /** Encrypted; '' once erased. */
  readonly sealedFields: string;
  readonly spamReason: string | null;
  /** JSON, see `ConsentSnapshot`; '{}' where there is none. */
  readonly consent: string;
  /** Query of the arrival that it came by, without "?"; '' where none is known. */
  readonly query: string;
  readonly experiments: readonly { readonly experiment: string; readonly variant: string }[];
};

/**
 * The arrival of a lead: that of its own view, else the visitor's latest before it. As a condition on
 * `t` (touchpoints), given `l` (leads).
 */
export const ARRIVAL_OF_LEAD = `(t.unit_id = l.unit_id AND t.occurred_at <= l.occurred_at + 60000)
  OR (l.unit_id IS NULL AND t.unit_id IS NULL AND t.view_nonce = coalesce(l.view_nonce, l.lead_id))`;

/** A lead with its arrival and what it saw; null where it is gone. */
export async function readLead(db: D1Database, leadId: string): Promise<StoredLead | null> {
  const [leads, experiments] = await db.batch<Record<string, unknown>>([
    db
      .prepare(
        `SELECT lead_id, form_id, landing, occurred_at, sealed_fields, spam_reason, consent,
           (SELECT query FROM touchpoints AS t WHERE ${ARRIVAL_OF_LEAD}
            ORDER BY t.view_nonce = l.view_nonce DESC, t.seq DESC LIMIT 1) AS query
         FROM leads AS l WHERE lead_id = ?1`,
      )
      .bind(leadId),
    db
      .prepare(
        `SELECT experiment_id, variant_id FROM lead_experiments WHERE lead_id = ?1
         ORDER BY experiment_id`,
      )
      .bind(leadId),
  ]);
  const row = leads?.results[0];
  if (!row) return null;
  return {
    leadId: row.lead_id as string,
    formId: row.form_id as string,
    landing: row.landing as string,
    occurredAt: row.occurred_at as number,
    sealedFields: row.sealed_fields as string,
    spamReason: row.spam_reason as string | null,
    consent: row.consent as string,
    query: (row.query as string | null) ?? '',
    experiments: (experiments?.results ?? []).map((seen) => ({
      experiment: seen.experiment_id as string,
      variant: seen.variant_id as string,
    })),
  };
}
