/** Where the reading of changed leads and deals has come to. */
export type Cursor = {
  /** Epoch milliseconds. */
  readonly at: number;
  /** The last lead of that moment. */
  readonly leadId: string;
};

/** Leads that are new or confirmed, or whose deals changed, after a moment, in order of the change. */
export async function readChangedLeads(
  db: D1Database,
  { at, leadId }: Cursor,
  limit: number,
): Promise<readonly Cursor[]> {
  const { results } = await db
    .prepare(
      `SELECT at, lead_id FROM (
         SELECT occurred_at AS at, lead_id FROM leads WHERE occurred_at >= ?1
         UNION
         SELECT confirmed_at, lead_id FROM leads WHERE confirmed_at >= ?1
         UNION
         SELECT changed_at, lead_id FROM deals WHERE changed_at >= ?1 AND lead_id IS NOT NULL)
       WHERE (at, lead_id) > (?1, ?2) ORDER BY at, lead_id LIMIT ?3`,
    )
    .bind(at, leadId, limit)
    .all<{ at: number; lead_id: string }>();
  return results.map((row) => ({ at: row.at, leadId: row.lead_id }));
}

/** Where the reading under a name stopped; null when it never began. */
export async function readMark(db: D1Database, name: string): Promise<Cursor | null> {
  const row = await db
    .prepare('SELECT read_until, lead_id FROM upload_marks WHERE name = ?1')
    .bind(name)
    .first<{ read_until: number; lead_id: string }>();
  return row === null ? null : { at: row.read_until, leadId: row.lead_id };
}

/** Says how far changed leads have been read, under a name. */
export async function writeMark(db: D1Database, name: string, mark: Cursor): Promise<void> {
  await db
    .prepare(
      `INSERT INTO upload_marks (name, read_until, lead_id) VALUES (?1, ?2, ?3)
       ON CONFLICT (name) DO UPDATE SET read_until = ?2, lead_id = ?3`,
    )
    .bind(name, mark.at, mark.leadId)
    .run();
}

type Row = Readonly<Record<string, string | number | null>>;

/** Everything on record about some leads, as rows by kind. */
export type SaleRows = {
  readonly leads: readonly Row[];
  readonly deals: readonly Row[];
  readonly digests: readonly Row[];
  readonly clicks: readonly Row[];
  readonly experiments: readonly Row[];
  readonly uploads: readonly Row[];
};

/** Click ids that came a moment after the lead came with it. */
const SAME_MOMENT_MS = 1_000;

/** Reads some leads with their deals, digests, click ids up to the lead, variants and uploads. */
export async function readSaleRows(
  db: D1Database,
  leadIds: readonly string[],
  now: number,
): Promise<SaleRows> {
  const ids = JSON.stringify(leadIds);
  const [leads, deals, digests, clicks, experiments, uploads] = await db.batch<Row>([
    db
      .prepare(
        `SELECT lead_id, form_id, occurred_at, confirmed_at, consent, ad_use, spam_reason
         FROM leads
         WHERE lead_id IN (SELECT value FROM json_each(?1))`,
      )
      .bind(ids),
    db
      .prepare(
        `SELECT source, deal_id, lead_id, state, version, changed_at FROM deals
         WHERE lead_id IN (SELECT value FROM json_each(?1)) ORDER BY source, deal_id`,
      )
      .bind(ids),
    db
      .prepare(
        `SELECT lead_id, platform, sealed FROM lead_digests
         WHERE lead_id IN (SELECT value FROM json_each(?1)) AND delete_at > ?2`,
      )
      .bind(ids, now),
    db
      .prepare(
        `SELECT l.lead_id, c.name, c.value, c.occurred_at FROM leads AS l
         JOIN touchpoint_clicks AS c ON c.unit_id = l.unit_id
         WHERE l.lead_id IN (SELECT value FROM json_each(?1)) AND l.ad_use = 1
           AND c.occurred_at <= l.occurred_at + ?2
         UNION
         SELECT l.lead_id, c.name, c.value, c.occurred_at FROM leads AS l
         JOIN touchpoint_clicks AS c ON c.view_nonce = l.view_nonce
         WHERE l.lead_id IN (SELECT value FROM json_each(?1)) AND l.ad_use = 1
           AND c.occurred_at <= l.occurred_at + ?2`,
      )
      .bind(ids, SAME_MOMENT_MS),
    db
      .prepare(
        `SELECT lead_id, experiment_id, variant_id FROM lead_experiments
         WHERE lead_id IN (SELECT value FROM json_each(?1)) ORDER BY experiment_id`,
      )
      .bind(ids),
    db
      .prepare(
        `SELECT upload_id, lead_id, platform, conversion_id, event, version, action, state, reason,
           value_minor, currency, occurred_at, adjusted_at, deal_version, run, format FROM uploads
         WHERE lead_id IN (SELECT value FROM json_each(?1)) ORDER BY version`,
      )
      .bind(ids),
  ]);
  return {
    leads: leads?.results ?? [],
    deals: deals?.results ?? [],
    digests: digests?.results ?? [],
    clicks: clicks?.results ?? [],
    experiments: experiments?.results ?? [],
    uploads: uploads?.results ?? [],
  };
}
