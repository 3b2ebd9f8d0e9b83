import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';

/** Where a state folder keeps its databases; wrangler names them, and one of its own beside. */
const FOLDER = 'v3/d1/miniflare-D1DatabaseObject';

/** The file of the local database of a state folder; null while there is none. */
export function localDatabaseFile(state: string): string | null {
  const folder = join(state, FOLDER);
  if (!existsSync(folder)) return null;
  const names = readdirSync(folder).filter((name) => /^[0-9a-f]+\.sqlite$/.test(name));
  const [name] = names;
  if (names.length > 1) throw new Error(`${folder} holds more than one database`);
  return name === undefined ? null : join(folder, name);
}
