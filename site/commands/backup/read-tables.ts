import { createHash } from 'node:crypto';
import type { DatabaseSync } from 'node:sqlite';
import type { TableContents } from './contents.ts';
import { type StoredType, type StoredValue, sqlLiteral } from './sql-literal.ts';

/** One thing of the schema, with the SQL that makes it. */
export type SchemaPart = {
  readonly type: 'table' | 'index' | 'trigger' | 'view';
  readonly name: string;
  readonly sql: string;
};

type Column = { readonly name: string; readonly pk: bigint };

/**
 * Tables, indexes, triggers and views in the order in which they were made. What SQLite and D1 keep
 * for themselves is left out: they make it anew.
 */
export function schemaOf(database: DatabaseSync): readonly SchemaPart[] {
  return database
    .prepare(
      `SELECT type, name, sql FROM sqlite_master WHERE sql IS NOT NULL
         AND name NOT LIKE 'sqlite\\_%' ESCAPE '\\' AND name NOT LIKE '\\_cf\\_%' ESCAPE '\\'
       ORDER BY rowid`,
    )
    .all()
    .map((row) => row as SchemaPart);
}

/** Names of the columns of a table, in order. */
export function columnsOf(database: DatabaseSync, table: string): readonly string[] {
  return columns(database, table).map(({ name }) => name);
}

/** Salts of days must be gone when their day is over, so no copy may hold them. The next run makes its own. */
const NEVER_COPIED = ['day_salts'];

/**
 * Every row of a table as `(1,'text',NULL)`, in the order of its key, so that equal tables give equal
 * rows; none of a table that is never copied. Answers their number and digest at the end.
 */
export function* rowsOfTable(
  database: DatabaseSync,
  table: string,
): Generator<string, TableContents> {
  const all = columns(database, table);
  const values = all.map(({ name }) => exactly(name)).join(', ');
  const types = all.map(({ name }) => `typeof("${name}")`).join(" || ',' || ");
  const select = database.prepare(
    `SELECT ${values}, ${types} FROM "${table}" WHERE ${NEVER_COPIED.includes(table) ? 0 : 1}
       ORDER BY ${orderOf(database, table, all)}`,
  );
  select.setReadBigInts(true);
  select.setReturnArrays(true);
  const digest = createHash('sha256');
  let rows = 0;
  for (const row of select.iterate() as unknown as Iterable<StoredValue[]>) {
    const kinds = String(row[all.length]).split(',') as StoredType[];
    const literals = kinds.map((kind, index) => sqlLiteral(row[index] ?? null, kind));
    const text = `(${literals.join(',')})`;
    digest.update(text);
    rows += 1;
    yield text;
  }
  return { rows, sha256: digest.digest('hex') };
}

/** Rows and digest of a table as it stands. */
export function contentsOfTable(database: DatabaseSync, table: string): TableContents {
  const rows = rowsOfTable(database, table);
  for (;;) {
    const next = rows.next();
    if (next.done) return next.value;
  }
}

/** Where each counter of `AUTOINCREMENT` stands: a number that was given out is never given again. */
export function sequencesOf(database: DatabaseSync): readonly (readonly [string, bigint])[] {
  const known = database
    .prepare("SELECT 1 FROM sqlite_master WHERE name = 'sqlite_sequence'")
    .get();
  if (known === undefined) return [];
  const select = database.prepare(
    `SELECT name, seq FROM sqlite_sequence WHERE name NOT LIKE '\\_cf\\_%' ESCAPE '\\' ORDER BY name`,
  );
  select.setReadBigInts(true);
  return select.all().map((row) => [String(row['name']), row['seq'] as bigint] as const);
}

/** Texts come as bytes, so that none is cut at a NUL or mended. */
function exactly(name: string): string {
  return `CASE typeof("${name}") WHEN 'text' THEN CAST("${name}" AS BLOB) ELSE "${name}" END`;
}

function columns(database: DatabaseSync, table: string): readonly Column[] {
  const info = database.prepare('SELECT name, pk FROM pragma_table_info(?1) ORDER BY cid');
  info.setReadBigInts(true);
  return info.all(table).map((row) => row as unknown as Column);
}

function orderOf(database: DatabaseSync, table: string, all: readonly Column[]): string {
  const made = database.prepare('SELECT wr FROM pragma_table_list(?1)').get(table);
  if (made?.['wr'] !== 1) return 'rowid';
  const key = all.filter(({ pk }) => pk > 0n).sort((a, b) => Number(a.pk - b.pk));
  return key.map(({ name }) => `"${name}"`).join(', ');
}
