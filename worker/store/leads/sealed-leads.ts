/** Something that lies under an older key. */
export type SealedLead = {
  readonly leadId: string;
  readonly sealed: string;
  /** Null for the fields of the lead, else whose digests these are. */
  readonly platform: string | null;
};

/** What lies under one of these keys, at most `limit` of fields and of digests each. */
export async function readSealedUnder(
  db: D1Database,
  keyIds: readonly string[],
  limit: number,
): Promise<readonly SealedLead[]> {
  const prefixes = JSON.stringify(keyIds.map((kid) => `${kid}.`));
  const [fields, digests] = await db.batch<Record<string, string | null>>([
    db
      .prepare(
        `SELECT lead_id, sealed_fields AS sealed, NULL AS platform FROM leads
         WHERE sealed_fields <> '' AND substr(sealed_fields, 1, instr(sealed_fields, '.'))
           IN (SELECT value FROM json_each(?1)) LIMIT ?2`,
      )
      .bind(prefixes, limit),
    db
      .prepare(
        `SELECT lead_id, sealed, platform FROM lead_digests
         WHERE substr(sealed, 1, instr(sealed, '.')) IN (SELECT value FROM json_each(?1)) LIMIT ?2`,
      )
      .bind(prefixes, limit),
  ]);
  return [...(fields?.results ?? []), ...(digests?.results ?? [])].map((row) => ({
    leadId: String(row.lead_id),
    sealed: String(row.sealed),
    platform: row.platform ?? null,
  }));
}

/** Puts the same text under another key in the place of what was read, unless it has changed since. */
export function replaceSealed(
  db: D1Database,
  { leadId, platform, sealed }: SealedLead,
  under: string,
): D1PreparedStatement {
  return platform === null
    ? db
        .prepare('UPDATE leads SET sealed_fields = ?3 WHERE lead_id = ?1 AND sealed_fields = ?2')
        .bind(leadId, sealed, under)
    : db
        .prepare(
          `UPDATE lead_digests SET sealed = ?3
           WHERE lead_id = ?1 AND platform = ?4 AND sealed = ?2`,
        )
        .bind(leadId, sealed, under, platform);
}

/** A lead whose address is known by an older signing key, while its fields are still there. */
export type KeyedLead = {
  readonly leadId: string;
  readonly sealed: string;
  readonly emailKey: string;
};

/** Leads whose address is known by one of these signing keys, at most `limit`. */
export async function readKeyedUnder(
  db: D1Database,
  keyIds: readonly string[],
  limit: number,
): Promise<readonly KeyedLead[]> {
  const { results } = await db
    .prepare(
      `SELECT lead_id, sealed_fields, email_key FROM leads
       WHERE email_key IS NOT NULL AND sealed_fields <> ''
         AND substr(email_key, 1, instr(email_key, '.')) IN (SELECT value FROM json_each(?1))
       LIMIT ?2`,
    )
    .bind(JSON.stringify(keyIds.map((kid) => `${kid}.`)), limit)
    .all<{ lead_id: string; sealed_fields: string; email_key: string }>();
  return results.map((row) => ({
    leadId: row.lead_id,
    sealed: row.sealed_fields,
    emailKey: row.email_key,
  }));
}

/** Makes a lead known by another key of the same address. */
export function replaceEmailKey(
  db: D1Database,
  { leadId, emailKey }: KeyedLead,
  under: string,
): D1PreparedStatement {
  return db
    .prepare('UPDATE leads SET email_key = ?3 WHERE lead_id = ?1 AND email_key = ?2')
    .bind(leadId, emailKey, under);
}
