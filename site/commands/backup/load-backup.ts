import type { DatabaseSync } from 'node:sqlite';
import type { Inability } from '../terminal.ts';
import type { Contents } from './contents.ts';
import { statementsOf } from './read-backup.ts';
import { contentsOfTable, schemaOf } from './read-tables.ts';

/**
 * Puts a backup, read and checked before, in the place of everything that the database holds, in one
 * transaction: a crash or a refusal leaves it as it was. Refuses when any table then holds other rows
 * than the backup says.
 */
export async function loadBackup(
  database: DatabaseSync,
  file: string,
  contents: Contents,
): Promise<{ readonly ok: true } | Inability> {
  database.exec('PRAGMA cache_size = -200000; BEGIN IMMEDIATE');
  try {
    // Triggers and indexes go with their tables.
    for (const { type, name } of schemaOf(database)) {
      if (type === 'table' || type === 'view') database.exec(`DROP ${type} "${name}"`);
    }
    for await (const statements of statementsOf(file)) database.exec(statements);
    const different = differenceTo(database, contents);
    if (different !== null) {
      database.exec('ROLLBACK');
      return {
        ok: false,
        sentence: `${file} was read, but the table ${different} came out otherwise than it was. Nothing was changed.`,
      };
    }
    database.exec('COMMIT');
    return { ok: true };
  } catch (error) {
    if (database.isTransaction) database.exec('ROLLBACK');
    throw error;
  }
}

/** The first table that is not as the contents say; null when all are. */
export function differenceTo(database: DatabaseSync, { tables }: Contents): string | null {
  const present = schemaOf(database).flatMap(({ type, name }) => (type === 'table' ? [name] : []));
  for (const name of new Set([...present, ...Object.keys(tables)])) {
    const expected = tables[name];
    if (expected === undefined || !present.includes(name)) return name;
    const { rows, sha256 } = contentsOfTable(database, name);
    if (rows !== expected.rows || sha256 !== expected.sha256) return name;
  }
  return null;
}
