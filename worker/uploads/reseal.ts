import { readUploadsUnder, replaceSealedUpload } from '../store/uploads/sealed-uploads.ts';
import type { Keyring } from '../visitor/keyring.ts';
import { seal, unseal } from '../visitor/seal.ts';
import { contextOf } from './sealed-conversion.ts';

/** Uploads of one round; the next round comes in some minutes. */
const ROUND = 100;

/**
 * Puts uploads that lie under an older data key under the first one. Answers how many. What cannot
 * be opened stays as it is.
 */
export async function resealUploads(db: D1Database, keys: Keyring): Promise<number> {
  const [, ...older] = keys;
  if (older.length === 0) return 0;
  const kids = older.map(({ kid }) => kid);
  const updates: D1PreparedStatement[] = [];
  for (const upload of await readUploadsUnder(db, kids, ROUND)) {
    const context = contextOf(upload);
    const text = await unseal(keys, upload.sealed, context);
    if (text === null) continue;
    updates.push(replaceSealedUpload(db, upload, await seal(keys, text, context)));
  }
  if (updates.length > 0) await db.batch(updates);
  return updates.length;
}
