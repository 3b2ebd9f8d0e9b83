import { existsSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import type { Inability } from '../terminal.ts';

/** Root of the checkout. */
export const ROOT = resolve(import.meta.dirname, '../../..');

const DEFAULT_PORT = 8787;

export type Settings = {
  readonly ok: true;
  /** Absolute path of the folder that holds the local database and the copy being served. */
  readonly state: string;
  /** 1 to 65 535. */
  readonly port: number;
};

/**
 * Port and state folder from `PORT` and `TRUELIFT_STATE`; the state folder is made and tried.
 * Refuses a port that is no port and a folder that cannot be written.
 */
export function readSettings(
  environment: Readonly<Record<string, string | undefined>>,
  defaultState = '.truelift/state',
): Settings | Inability {
  const port = readPort(environment.PORT);
  if (port === null) {
    return {
      ok: false,
      sentence: `PORT is "${environment.PORT}": give a whole number from 1 to 65535, for example PORT=8788.`,
    };
  }
  const state = resolve(ROOT, environment.TRUELIFT_STATE || defaultState);
  const failure = tryToWrite(state);
  if (failure !== null) {
    return {
      ok: false,
      sentence: `The state folder ${state} cannot be written (${failure}): name another with TRUELIFT_STATE.`,
    };
  }
  return { ok: true, state, port };
}

function readPort(text: string | undefined): number | null {
  if (text === undefined || text === '') return DEFAULT_PORT;
  const port = /^\d{1,5}$/.test(text) ? Number(text) : 0;
  return port >= 1 && port <= 65_535 ? port : null;
}

function tryToWrite(folder: string): string | null {
  const probe = join(folder, `.probe-${process.pid}`);
  try {
    makeFolder(folder);
    writeFileSync(probe, '');
    rmSync(probe);
    return null;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code ?? String(error);
  }
}

/** Step by step: all at once, Node tries for ever in a folder such as /proc that takes none. */
function makeFolder(folder: string): void {
  if (existsSync(folder)) return;
  makeFolder(dirname(folder));
  mkdirSync(folder);
}
