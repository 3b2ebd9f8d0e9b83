import { createServer } from 'node:net';
import type { Inability } from '../terminal.ts';

/**
 * Refuses, with what to do, a port of 127.0.0.1 that cannot be listened on. Whoever moves to another
 * port because a server runs already needs another state folder too.
 */
export async function requireFreePort(
  port: number,
  command = 'npm start',
): Promise<{ readonly ok: true } | Inability> {
  const failure = await tryToListen(port);
  if (failure === null) return { ok: true };
  const why =
    failure === 'EADDRINUSE' ? 'is taken by another program' : `cannot be used (${failure})`;
  const other = port < 65_535 ? port + 1 : port - 1;
  return {
    ok: false,
    sentence: `Port ${port} ${why}: stop that program or choose another port and state folder, for example PORT=${other} TRUELIFT_STATE=.truelift/second ${command}.`,
  };
}

/** The first free port of 127.0.0.1 from `first` on, looking at no more than 100. */
export async function findFreePort(first: number): Promise<number> {
  for (let port = first; port < first + 100 && port <= 65_535; port += 1) {
    if ((await tryToListen(port)) === null) return port;
  }
  throw new Error(`No free port from ${first} on.`);
}

/** Port of the debugger that belongs to a server's port, so that two servers do not meet. */
export function inspectorPortOf(port: number): number {
  return port + 10_000 <= 65_000 ? port + 10_000 : port - 10_000;
}

function tryToListen(port: number): Promise<string | null> {
  return new Promise((resolve) => {
    const server = createServer();
    server.once('error', (error: NodeJS.ErrnoException) => resolve(error.code ?? error.message));
    server.listen({ port, host: '127.0.0.1', exclusive: true }, () => {
      server.close(() => resolve(null));
    });
  });
}
