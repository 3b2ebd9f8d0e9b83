import { stat } from 'node:fs/promises';
import { setTimeout as after } from 'node:timers/promises';

/** How long a file's size and time must stay the same, in milliseconds. */
const QUIET_MS = 60;

/**
 * Resolves when a file that was just noticed is no longer being written. Saving empties a file
 * before it fills it; a watcher tells of the first and may swallow the second when both come
 * within a few milliseconds. A file that is gone is at rest.
 */
export async function settled(file: string): Promise<void> {
  let before = await stamp(file);
  for (;;) {
    await after(QUIET_MS);
    const now = await stamp(file);
    if (now === before) return;
    before = now;
  }
}

async function stamp(file: string): Promise<string> {
  const found = await stat(file, { bigint: true }).catch(() => null);
  return found === null ? 'gone' : `${found.size} ${found.mtimeNs}`;
}
