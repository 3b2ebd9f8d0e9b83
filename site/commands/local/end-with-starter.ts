import { Socket } from 'node:net';
import process from 'node:process';

/** Set for the head of a group alone: what that one starts inherits its options, but no pipe. */
export const MARK = 'TRUELIFT_ENDS_WITH_STARTER';

// Loaded first into the head of a process group: the pipe from its starter closes when the starter is
// gone, killed or not, and nobody else would ever stop the group.
if (process.env[MARK] === '1') {
  delete process.env[MARK];
  try {
    const starter = new Socket({ fd: 3 });
    starter.once('close', () => process.kill(-process.pid, 'SIGKILL'));
    starter.on('error', () => starter.destroy());
    starter.resume();
    starter.unref();
  } catch {
    // Where the descriptor is taken by something else, the group runs on and ends by its signals.
  }
}
