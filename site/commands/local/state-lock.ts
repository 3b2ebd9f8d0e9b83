import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Inability } from '../terminal.ts';
import { isAlive, withLock } from './build-lock.ts';

/** Who serves from a state folder, in that folder: process id and, where known, its start. */
const FILE = 'serving.pid';

export type HeldState = {
  readonly ok: true;
  /** Lets others serve from the folder; the end of the process does so too. */
  readonly release: () => void;
};

/**
 * Keeps a state folder to this process: a server replaces the copy of the site in it, and the demo
 * its database. Refuses while another living process holds it; what a dead one left is taken over.
 */
export function holdState(state: string, command = 'npm start'): Promise<HeldState | Inability> {
  mkdirSync(state, { recursive: true });
  const file = join(state, FILE);
  return withLock(join(state, 'serving.lock'), async () => {
    const holder = readHolder(file);
    if (holder !== null && holder !== process.pid) {
      return {
        ok: false,
        sentence: `Process ${holder} serves from the state folder ${state} already: stop it or name another folder with TRUELIFT_STATE, for example PORT=8788 TRUELIFT_STATE=.truelift/second ${command}.`,
      };
    }
    writeFileSync(file, markOf(process.pid));
    const release = () => rmSync(file, { force: true });
    process.once('exit', release);
    return { ok: true, release };
  });
}

/** The living process that the file names; null when there is none. */
function readHolder(file: string): number | null {
  const mark = readText(file) ?? '';
  const pid = Number(mark.split(' ')[0]);
  return pid > 0 && isAlive(pid) && mark === markOf(pid) ? pid : null;
}

/** Ids are given out again, after a restart of a container even the same ones: the start tells. */
function markOf(pid: number): string {
  const stat = readText(`/proc/${pid}/stat`);
  // proc_pid_stat(5) after the name, which may hold blanks and ends with the last ")".
  const [condition, ...fields] = stat?.slice(stat.lastIndexOf(')') + 2).split(' ') ?? [];
  const startedAtTick = fields[18];
  if (condition === 'Z') return 'dead, and nobody has asked how it ended';
  return startedAtTick === undefined ? String(pid) : `${pid} ${startedAtTick}`;
}

function readText(file: string): string | null {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return null;
  }
}
