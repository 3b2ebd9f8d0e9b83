import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';

/**
 * The migrated local database of a state folder, open for much writing at once; nobody else may
 * have it open. A hundred megabytes of rows take seconds here and a minute through wrangler.
 */
export function openLocalDatabase(state: string): DatabaseSync {
  const folder = join(state, 'v3/d1/miniflare-D1DatabaseObject');
  const names = readdirSync(folder).filter((name) => /^[0-9a-f]+\.sqlite$/.test(name));
  const [name] = names;
  if (name === undefined || names.length > 1) throw new Error(`${folder} holds no single database`);
  const file = new DatabaseSync(join(folder, name));
  // Nothing is lost if this process dies: such a database is made anew.
  file.exec('PRAGMA journal_mode = MEMORY; PRAGMA synchronous = OFF; PRAGMA cache_size = -400000');
  return file;
}

/** Leaves the file as D1 keeps it. */
export function closeLocalDatabase(file: DatabaseSync): void {
  file.exec('PRAGMA journal_mode = WAL');
  file.close();
}
