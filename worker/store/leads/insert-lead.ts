import type { LeadDigestRow, LeadExperimentRow, LeadRow } from '../events/rows.ts';

/** What the store looks back at to tell a repeat or a flood, in epoch milliseconds. */
export type LookBack = {
  /** Keys of the e-mail address by every signing key; empty without an address. */
  readonly emailKeys: readonly string[];
  /** The same address in the same form after this moment is a repeat. */
  readonly repeatsAfter: number;
  /** The visitor's submits after this moment are counted… */
  readonly submitsAfter: number;
  /** …and this many before this one are too many. */
  readonly perVisitor: number;
};

/**
 * A lead. What nothing speaks against so far is `rate` when its visitor sent too many, or
 * `duplicate` when the same address stands in a lead of the same form: decided in the statement that
 * writes it, so that of two at once one is the repeat. A second submit of one view changes nothing,
 * but a clean one takes the place of one taken for spam.
 */
export function insertLead(db: D1Database, row: LeadRow, back: LookBack): D1PreparedStatement {
  return db
    .prepare(
      `INSERT INTO leads (lead_id, form_id, landing, unit_id, view_nonce, occurred_at,
         sealed_fields, email_key, consent, ad_use, doubt, spam_reason)
       SELECT ?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, CASE
         WHEN ?12 IS NOT NULL THEN ?12
         WHEN (SELECT count(*) FROM leads WHERE unit_id = ?4 AND occurred_at > ?13
           AND lead_id <> ?1) >= ?14 THEN 'rate'
         WHEN EXISTS (SELECT 1 FROM leads WHERE email_key IN (SELECT value FROM json_each(?15))
           AND form_id = ?2 AND occurred_at > ?16 AND spam_reason IS NULL AND lead_id <> ?1)
           THEN 'duplicate' END
       WHERE true
       ON CONFLICT (lead_id) DO UPDATE SET
         sealed_fields = excluded.sealed_fields, spam_reason = NULL,
         occurred_at = excluded.occurred_at, email_key = excluded.email_key,
         consent = excluded.consent, ad_use = excluded.ad_use, doubt = excluded.doubt
       WHERE spam_reason IS NOT NULL AND excluded.spam_reason IS NULL AND erased_at IS NULL`,
    )
    .bind(
      row.leadId,
      row.formId,
      row.landing,
      row.unitId,
      row.viewNonce,
      row.occurredAt,
      row.sealedFields,
      row.emailKey,
      row.consent,
      row.adUse ? 1 : 0,
      row.doubt,
      row.spamReason,
      back.submitsAfter,
      back.perVisitor,
      JSON.stringify(back.emailKeys),
      back.repeatsAfter,
    );
}

/** What the lead saw, kept for as long as its sale may take. */
export function insertLeadExperiments(
  db: D1Database,
  leadId: string,
  rows: readonly LeadExperimentRow[],
): D1PreparedStatement {
  return db
    .prepare(
      `INSERT INTO lead_experiments (lead_id, experiment_id, variant_id, epoch, fingerprint)
       SELECT ?1, value ->> 'experimentId', value ->> 'variantId', value ->> 'epoch',
         value ->> 'fingerprint'
       FROM json_each(?2) WHERE EXISTS (SELECT 1 FROM leads WHERE lead_id = ?1)
       ON CONFLICT DO NOTHING`,
    )
    .bind(leadId, JSON.stringify(rows));
}

/**
 * The digests of a lead, if this very submit is the lead that stands: neither spam nor a repeat, and
 * not a second submit after use for ads was withdrawn.
 */
export function insertLeadDigests(
  db: D1Database,
  lead: Pick<LeadRow, 'leadId' | 'sealedFields'>,
  rows: readonly LeadDigestRow[],
): D1PreparedStatement {
  return db
    .prepare(
      `INSERT INTO lead_digests (lead_id, platform, sealed, delete_at)
       SELECT l.lead_id, j.value ->> 'platform', j.value ->> 'sealed', j.value ->> 'deleteAt'
       FROM json_each(?3) AS j JOIN leads AS l
         ON l.lead_id = ?1 AND l.sealed_fields = ?2 AND l.spam_reason IS NULL AND l.ad_use = 1
       WHERE true ON CONFLICT DO NOTHING`,
    )
    .bind(lead.leadId, lead.sealedFields, JSON.stringify(rows));
}
