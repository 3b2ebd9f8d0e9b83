import { type ChildProcess, spawn } from 'node:child_process';
import { pathToFileURL } from 'node:url';
import { MARK } from './end-with-starter.ts';

/** Runs in the started program before anything else. */
const END_WITH_STARTER = pathToFileURL(`${import.meta.dirname}/end-with-starter.ts`).href;

export type ProcessGroup = {
  readonly child: ChildProcess;
  /** Settles with the exit code when the first process of the group has ended. */
  readonly ended: Promise<number>;
  /** Ends every process of the group; settles when the first has ended. */
  readonly stop: () => Promise<void>;
  /** Ends every process of the group at once, as a crash of the machine would. */
  readonly kill: () => Promise<void>;
};

/**
 * Starts a program as the head of a process group of its own. A server of wrangler is several
 * processes: ending only one of them leaves a dead server behind. The group ends with this process,
 * however that one ends.
 */
export function startGroup(
  args: readonly string[],
  cwd: string,
  env: NodeJS.ProcessEnv,
): ProcessGroup {
  const child = spawn(process.execPath, ['--import', END_WITH_STARTER, ...args], {
    cwd,
    env: { ...env, [MARK]: '1' },
    detached: true,
    // The fourth is held open by this process alone, and closes with it.
    stdio: ['ignore', 'pipe', 'pipe', 'pipe'],
  });
  const ended = new Promise<number>((resolve) => {
    child.once('error', () => resolve(1));
    child.once('exit', (code) => resolve(code ?? 1));
  });
  const killNow = () => signalGroup(child.pid, 'SIGKILL');
  process.once('exit', killNow);
  const stop = async () => {
    signalGroup(child.pid, 'SIGTERM');
    const deadline = setTimeout(killNow, 5_000);
    await ended;
    clearTimeout(deadline);
    killNow();
    process.off('exit', killNow);
  };
  const kill = async () => {
    killNow();
    await ended;
    process.off('exit', killNow);
  };
  return { child, ended, stop, kill };
}

function signalGroup(pid: number | undefined, signal: NodeJS.Signals): void {
  if (pid === undefined) return;
  try {
    process.kill(-pid, signal);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error;
  }
}
