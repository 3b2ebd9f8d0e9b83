import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { LOCK_FILE, lockText } from '#experiments/definition/experiment/lock.ts';
import { load } from './load.ts';

/**
 * Writes what the lock file lacks of each running experiment, and gives the ids of those.
 * Writes nothing while a definition is wrong: build and check say what.
 */
export async function writeLock(root: string): Promise<readonly string[]> {
  const compiled = await load(root);
  if (!compiled.ok || compiled.unlocked.length + compiled.growing.length === 0) return [];
  await writeFile(path.join(root, LOCK_FILE), lockText(compiled.lock));
  return [...compiled.unlocked, ...compiled.growing];
}
