import type { Dimension } from '#experiments/contract/dimension.ts';

/**
 * Values of one dimension and experiment that are told apart: those that visitors brought first.
 * Everything after them is counted as "other", so that no link can make the tables grow.
 */
export const VALUES_KEPT = 500;

/** Stands for the values beyond those; begins with a space, which no value does. */
export const OTHER_VALUE = ' other';

/** Dimensions whose values come from links, so that anybody can invent one. */
const OPEN = ['source', 'campaign', 'creative', 'keyword'] as const;

/**
 * What the statistics are kept by, one at a time: `all`; the facts of the exposure; `landing` of
 * experiments with several; and `fingerprint`, exposures under another definition than today's,
 * which are in no other sum. Days of the week follow from the days of `all`. `bots` is kept by the
 * bits that are stored, and holds the conversions of those who are left out, too.
 */
export type FoldedDimension = Exclude<Dimension, 'weekday'> | 'all' | 'fingerprint' | 'bots';

export const FOLDED: readonly FoldedDimension[] = [
  'all',
  'fingerprint',
  'bots',
  'device',
  'country',
  'visitor',
  'landing',
  ...OPEN,
];

/** `?1`: JSON, see `countedOf`. */
export const EXPERIMENTS = `
experiments AS (
  SELECT value ->> 'id' AS id, value ->> 'fingerprint' AS fingerprint, value ->> 'pooled' AS pooled
  FROM json_each(?1, '$.experiments'))`;

/** The dimensions as a table of SQL, one `name` a row. */
export function dimensionsTable(names: readonly FoldedDimension[], table = 'dimensions'): string {
  return `${table}(name) AS (VALUES ${names.map((name) => `('${name}')`).join(', ')})`;
}

/** Whether anybody can invent values of a dimension. */
export function isOpen(name: FoldedDimension): boolean {
  return (OPEN as readonly string[]).includes(name);
}

/** Which dimensions an exposure `e` of an experiment `x` is counted under. */
export const UNDER = `
  CASE WHEN e.fingerprint = x.fingerprint AND e.flag IS NULL
    THEN d.name <> 'fingerprint' AND (d.name <> 'landing' OR x.pooled)
    ELSE d.name = 'fingerprint' AND e.fingerprint <> x.fingerprint END`;

/** Under which of those its conversions are. `?3`: bits of the bot rules that leave out. */
export const CONVERTS = `(d.name = 'bots' OR (e.bot_reasons & ?3) = 0)`;

const OPEN_VALUE = `CASE d.name WHEN 'source' THEN e.source WHEN 'campaign' THEN e.campaign
    WHEN 'creative' THEN e.creative ELSE e.keyword END`;

const CLOSED_CASES = `
    WHEN 'all' THEN ''
    WHEN 'fingerprint' THEN e.fingerprint
    WHEN 'bots' THEN e.bot_rules || '.' || e.bot_reasons
    WHEN 'device' THEN e.device
    WHEN 'country' THEN e.country
    WHEN 'visitor' THEN CASE e.is_returning WHEN 1 THEN 'returning' ELSE 'new' END
    WHEN 'landing' THEN e.landing`;

/** The value of a dimension that is not open. */
export const CLOSED_VALUE = `CASE d.name${CLOSED_CASES} END`;

/** The value of an open dimension, as far as it is kept; '' is unknown. */
export const KEPT_VALUE = `
  CASE
    WHEN ${OPEN_VALUE} = '' THEN ''
    WHEN EXISTS (SELECT 1 FROM kept AS k WHERE k.experiment_id = e.experiment_id
      AND k.dimension = d.name AND k.value = ${OPEN_VALUE} AND k.first_seq <= e.seq)
    THEN ${OPEN_VALUE}
    ELSE '${OTHER_VALUE}' END`;

/**
 * The value of exposure `e` under dimension `d`; '' is unknown. A value counts as its own from the
 * exposure on that brought it, whoever folds when.
 */
export const VALUE = `
  CASE d.name${CLOSED_CASES}
    ELSE ${KEPT_VALUE} END`;

/** Only what is judged at the end of a day is kept by day; the others are read as a whole. */
export const DAY = `CASE WHEN d.name IN ('all', 'landing') THEN e.day ELSE '' END`;

const ON_RECORD = 'SELECT experiment_id, dimension, value, first_seq FROM dimension_values';

/** Values on record, or what raw rows that are gone have left of them where those cannot be used. */
const onRecord = (usable: string) => `(${ON_RECORD} WHERE ${usable}
  UNION ALL SELECT experiment_id, dimension, value, first_seq FROM kept_dimension_values
  WHERE NOT ${usable})`;

/** The same as a table expression, for what runs after the new ones are on record. */
export const KEPT_ON_RECORD = `kept AS (${ON_RECORD})`;

/**
 * Values between the bounds that are new, in the order of the visitors who brought them, as long
 * as there is room. `usable`: whether what is on record may be used.
 */
export function newValues(usable: string): string {
  return `
  SELECT experiment_id, dimension, value, first_seq FROM (
    SELECT n.experiment_id, n.dimension, n.value, n.first_seq,
      row_number() OVER (PARTITION BY n.experiment_id, n.dimension ORDER BY n.first_seq)
        + coalesce(r.taken, 0) AS place
    FROM (
      SELECT e.experiment_id, d.name AS dimension, ${OPEN_VALUE} AS value, min(e.seq) AS first_seq
      FROM bounds AS b
      CROSS JOIN exposures AS e ON e.seq > b.e0 AND e.seq <= b.e1
      CROSS JOIN experiments AS x ON x.id = e.experiment_id AND x.fingerprint = e.fingerprint
      CROSS JOIN (SELECT column1 AS name FROM (VALUES ${OPEN.map((name) => `('${name}')`).join(', ')})) AS d
      WHERE e.flag IS NULL AND (e.bot_reasons & ?3) = 0 AND ${OPEN_VALUE} <> ''
        AND NOT EXISTS (SELECT 1 FROM ${onRecord(usable)} AS v
          WHERE v.experiment_id = e.experiment_id AND v.dimension = d.name
            AND v.value = ${OPEN_VALUE})
      GROUP BY 1, 2, 3) AS n
    LEFT JOIN (
      SELECT experiment_id, dimension, count(*) AS taken FROM ${onRecord(usable)}
      GROUP BY experiment_id, dimension) AS r
      ON r.experiment_id = n.experiment_id AND r.dimension = n.dimension)
  WHERE place <= ${VALUES_KEPT}`;
}

/** Values on record and those that a fold would add now, for the tail. */
export function keptWithTail(usable: string): string {
  return `kept AS MATERIALIZED (
  SELECT experiment_id, dimension, value, first_seq FROM ${onRecord(usable)}
  UNION ALL ${newValues(usable)})`;
}
