/** What another system calls a lead. */
export type LeadReference = {
  /** Name of the system in site/crm.yaml. */
  readonly source: string;
  /** Id of the record there. */
  readonly reference: string;
  readonly leadId: string;
};

/** Keeps what another system calls a lead. Idempotent; a lead may have several names, and share one. */
export function insertReference(
  db: D1Database,
  { source, reference, leadId }: LeadReference,
  now: number,
): D1PreparedStatement {
  return db
    .prepare(
      `INSERT INTO lead_references (source, reference, lead_id, created_at)
       VALUES (?1, ?2, ?3, ?4) ON CONFLICT DO NOTHING`,
    )
    .bind(source, reference, leadId, now);
}
