import type { Catalog } from '#experiments/definition/catalog/catalog.ts';
import { metricsKey } from '../counts/counted-metrics.ts';
import { removeDeparting, subtractCounts } from '../events/departing.ts';
import { attempt } from '../operation/attempt.ts';
import { PERSONAL_TABLES, type Person, type PersonalTable } from './visitor-data.ts';

/** Tables of which a person's rows are deleted; of the others what is personal is blanked. */
const DELETED: readonly PersonalTable[] = [
  'upload_history',
  'uploads',
  'lead_touches',
  'lead_references',
  'lead_digests',
  'lead_experiments',
  'consent_answers',
  'signals',
  'touchpoint_clicks',
  'touchpoints',
  'multi_exposures',
  'visitor_totals',
  'conversions',
  'exposures',
];

/**
 * Erases a person in one transaction: what they did, what they sent, what they agreed to. Statistics
 * lose what they had counted, exactly. A lead and what became of it stay as a date, a form and an
 * amount that belong to nobody. Puts on record that something was erased, not of whom; a repeat finds
 * nothing and records nothing. Answers the rows by table.
 */
export async function erasePerson(
  db: D1Database,
  catalog: Catalog,
  of: {
    readonly person: Person;
    readonly scope: 'visitor' | 'email';
    readonly actor: string;
    readonly now: number;
  },
): Promise<Readonly<Record<string, number>>> {
  const { person, now } = of;
  const [units, leads] = [JSON.stringify(person.units), JSON.stringify(person.leads)];
  const both = (sql: string) => db.prepare(`${sql} AND ?1 = ?1 AND ?2 = ?2`).bind(units, leads);
  const statements = [
    db.prepare('DELETE FROM departing'),
    db
      .prepare(
        `INSERT INTO departing (exposure_seq) SELECT seq FROM exposures
         WHERE ${PERSONAL_TABLES.exposures}
           AND seq <= (SELECT exposure_seq FROM folds WHERE metrics_key = ?2)`,
      )
      .bind(units, metricsKey(catalog)),
    ...subtractCounts(db, catalog),
    recordErasure(db, { ...of, units, leads }),
    ...DELETED.map((name) => both(`DELETE FROM ${name} WHERE (${PERSONAL_TABLES[name]})`)),
    ...removeDeparting(db),
    both(
      `UPDATE stage_events SET unit_id = NULL, email_key = NULL, email_keys = NULL, handoff = NULL,
         record_id = NULL, further_records = NULL, view_nonce = NULL
       WHERE (${PERSONAL_TABLES.stage_events})`,
    ),
    both(`UPDATE deals SET unit_id = NULL, booked = '{}' WHERE (${PERSONAL_TABLES.deals})`),
    db
      .prepare(
        `UPDATE leads SET sealed_fields = '', email_key = NULL, consent = '{}', ad_use = 0,
           unit_id = NULL, view_nonce = NULL, erased_at = coalesce(erased_at, ?3)
         WHERE lead_id IN (SELECT value FROM json_each(?2)) AND ?1 = ?1`,
      )
      .bind(units, leads, now),
  ];
  const results = await attempt(() => db.batch(statements));
  const recorded = statements.findIndex((_, index) => results[index]?.results.length === 1);
  const row = results[recorded]?.results[0] as { tables: string } | undefined;
  const rows = row ? Object.entries(JSON.parse(row.tables) as Record<string, number>) : [];
  return Object.fromEntries(rows.filter(([, count]) => count > 0));
}

function recordErasure(
  db: D1Database,
  of: {
    readonly scope: string;
    readonly actor: string;
    readonly now: number;
    readonly units: string;
    readonly leads: string;
  },
): D1PreparedStatement {
  const names = Object.keys(PERSONAL_TABLES) as PersonalTable[];
  // As text: D1 takes neither that many arguments of a function nor that many parts of a union.
  const counts = names.map(
    (name) => `'"${name}":' || (SELECT count(*) FROM ${name} WHERE ${PERSONAL_TABLES[name]})`,
  );
  const nothing = `{${names.map((name) => `"${name}":0`).join(',')}}`;
  return db
    .prepare(
      `INSERT INTO erasures (erased_at, scope, actor, tables)
       SELECT ?3, ?4, ?5, tables FROM (SELECT '{' || ${counts.join(" || ',' || ")} || '}' AS tables)
       WHERE tables <> ?6 RETURNING tables`,
    )
    .bind(of.units, of.leads, of.now, of.scope, of.actor, nothing);
}
