import type { DatabaseSync } from 'node:sqlite';
import { schemaOf } from './read-tables.ts';

/** Tables that migrations themselves write a row into. */
const BORN_WITH_ROWS: readonly string[] = ['d1_migrations', 'folds', 'stage_matching'];

/** Whether nothing has happened in a database since it was made: no table of ours has a row. */
export function isFresh(database: DatabaseSync): boolean {
  return schemaOf(database).every(
    ({ type, name }) =>
      type !== 'table' ||
      BORN_WITH_ROWS.includes(name) ||
      database.prepare(`SELECT 1 FROM "${name}" LIMIT 1`).get() === undefined,
  );
}
