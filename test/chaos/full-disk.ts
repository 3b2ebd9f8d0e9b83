import { spawn, spawnSync } from 'node:child_process';
import { text } from 'node:stream/consumers';
import { ROOT } from '#site/commands/local/settings.ts';
import type { Inability } from '#site/commands/terminal.ts';
import type { PreparedSite } from './chaos-site.ts';

export type DiskOutcome = {
  readonly ok: true;
  /** Bytes of the disk that the database had for itself. */
  readonly bytes: number;
  readonly acknowledged: number;
  readonly stored: number;
  readonly lost: number;
  /** Requests that were answered 503 while it was full, by door. */
  readonly refused: Readonly<Record<string, number>>;
  /** Pages asked for while it was full, and those of them that were served with a variant. */
  readonly pages: number;
  readonly served: number;
  /** Requests acknowledged once there was room again. */
  readonly healed: number;
  readonly faults: readonly string[];
};

/** Root of a name space of its own, whose mounts nobody else sees: unshare(1). */
const APART = ['--user', '--map-root-user', '--mount'];

/**
 * Fills the disk under a served database, and gives it room again. The disk is a small one in
 * memory, mounted where only the processes of this run see it: it goes with them. Unable where the
 * system lets nobody mount.
 */
export async function playFullDisk(prepared: PreparedSite): Promise<DiskOutcome | Inability> {
  if (spawnSync('unshare', [...APART, 'true']).status !== 0) {
    return {
      ok: false,
      sentence: 'No disk was filled: this system lets nobody mount one for themselves (unshare).',
    };
  }
  const child = spawn(
    'unshare',
    [...APART, process.execPath, 'test/chaos/full-disk-run.ts', JSON.stringify(prepared)],
    { cwd: ROOT, stdio: ['ignore', 'pipe', 'inherit'] },
  );
  const output = await text(child.stdout);
  const line = output.trim().split('\n').at(-1) ?? '';
  if (!line.startsWith('{'))
    throw new Error(`The run on a small disk ended without a word: ${output}`);
  return JSON.parse(line) as DiskOutcome;
}
