import { attempt } from '../operation/attempt.ts';
import { UNITS_OF_VISITOR } from './consent.ts';

/** What a person is known by here: as units of statistics, and by what was sent with forms. */
export type Person = { readonly units: readonly string[]; readonly leads: readonly string[] };

/** Everything that belongs to a visitor: the id, the views before a yes, and the leads of both. */
export async function personOf(db: D1Database, visitorId: string): Promise<Person> {
  const [units, leads] = await attempt(() =>
    db.batch<{ id: string }>([
      db.prepare(`SELECT unit_id AS id FROM (${UNITS_OF_VISITOR})`).bind(visitorId),
      db
        .prepare(`SELECT lead_id AS id FROM leads WHERE unit_id IN (${UNITS_OF_VISITOR})`)
        .bind(visitorId),
    ]),
  );
  return { units: idsOf(units), leads: idsOf(leads) };
}

/** Everything that belongs to whoever sent forms with an address: `emailKeys`, see there. */
export async function personByEmail(db: D1Database, emailKeys: readonly string[]): Promise<Person> {
  const theirs = 'email_key IN (SELECT value FROM json_each(?1))';
  const keys = JSON.stringify(emailKeys);
  const [leads, units] = await attempt(() =>
    db.batch<{ id: string }>([
      db.prepare(`SELECT lead_id AS id FROM leads WHERE ${theirs}`).bind(keys),
      db
        .prepare(
          `SELECT unit_id AS id FROM leads WHERE ${theirs} AND unit_id IS NOT NULL
           UNION SELECT a.view_nonce FROM leads AS l
             JOIN consent_answers AS a ON a.visitor_id = l.unit_id
             WHERE l.${theirs} AND a.view_nonce IS NOT NULL`,
        )
        .bind(keys),
    ]),
  );
  return { units: idsOf(units), leads: idsOf(leads) };
}

function idsOf(answer: { readonly results: readonly { readonly id: string }[] } | undefined) {
  return (answer?.results ?? []).map(({ id }) => id);
}

const UNIT = 'unit_id IN (SELECT value FROM json_each(?1))';
const LEAD = 'lead_id IN (SELECT value FROM json_each(?2))';
/** Views of the person: what has no unit of its own hangs on them. */
export const VIEW = `view_nonce IN (
  SELECT value FROM json_each(?1)
  UNION SELECT view_nonce FROM exposures WHERE ${UNIT}
  UNION SELECT view_nonce FROM conversions WHERE ${UNIT}
  UNION SELECT view_nonce FROM touchpoints WHERE ${UNIT})`;

/**
 * Every table that holds something of a person, and by what. `?1`: JSON of the units, `?2`: of the
 * leads. A test compares the list with the columns that the database has.
 */
export const PERSONAL_TABLES = {
  exposures: UNIT,
  multi_exposures: UNIT,
  visitor_totals: UNIT,
  conversions: UNIT,
  signals: VIEW,
  touchpoint_clicks: `${UNIT} OR ${VIEW}`,
  touchpoints: `${UNIT} OR ${VIEW}`,
  consent_answers: 'visitor_id IN (SELECT value FROM json_each(?1))',
  leads: LEAD,
  lead_experiments: LEAD,
  lead_digests: LEAD,
  lead_references: LEAD,
  lead_touches: LEAD,
  stage_events: `${UNIT} OR ${LEAD}`,
  deals: `${UNIT} OR ${LEAD}`,
  uploads: LEAD,
  upload_history: `upload_id IN (SELECT upload_id FROM uploads WHERE ${LEAD})`,
} as const;

export type PersonalTable = keyof typeof PERSONAL_TABLES;

/** All rows of a person, by table; those of statistics alone, which only repeat others, left out. */
export async function readPerson(
  db: D1Database,
  person: Person,
): Promise<ReadonlyMap<PersonalTable, readonly Record<string, unknown>[]>> {
  const names = (Object.keys(PERSONAL_TABLES) as PersonalTable[]).filter(
    (name) => name !== 'visitor_totals',
  );
  const [units, leads] = [JSON.stringify(person.units), JSON.stringify(person.leads)];
  const results = await attempt(() =>
    db.batch<Record<string, unknown>>(
      names.map((name) =>
        // One parameter may be unused; naming both keeps the binding the same for every table.
        db
          .prepare(`SELECT * FROM ${name} WHERE (${PERSONAL_TABLES[name]}) AND ?1 = ?1 AND ?2 = ?2`)
          .bind(units, leads),
      ),
    ),
  );
  return new Map(names.map((name, index) => [name, results[index]?.results ?? []]));
}
