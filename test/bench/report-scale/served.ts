import { copyFileSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { findFreePort } from '#site/commands/local/port.ts';
import { copySite } from '#site/commands/local/served-copy.ts';
import { startServer } from '#site/commands/local/server.ts';
import { orGiveUp } from '#site/commands/terminal.ts';

/** One answer of the report: how long it took and what it asked of D1. */
export type Answer = {
  readonly ms: number;
  /** Each statement of a batch counts as a query. */
  readonly queries: number;
  readonly trips: number;
  readonly rowsRead: number;
};

export type Served = {
  readonly ask: (path: string) => Promise<Answer>;
  readonly stop: () => Promise<void>;
};

/** Serves the built site on a state folder, with the counter in front of its Worker. */
export async function serveCounted(
  state: string,
  { env, key }: { readonly env: NodeJS.ProcessEnv; readonly key: string },
): Promise<Served> {
  const port = await findFreePort(9_700);
  const config = await copySite(state, `truelift-scale-${port}`);
  const settings = JSON.parse(readFileSync(config, 'utf8'));
  copyFileSync(
    join(import.meta.dirname, 'counted-worker.mjs'),
    join(dirname(config), 'counted-worker.mjs'),
  );
  writeFileSync(config, JSON.stringify({ ...settings, main: 'counted-worker.mjs' }));
  const { origin, stop } = orGiveUp(await startServer({ config, state, port, env }));
  const ask = async (path: string): Promise<Answer> => {
    const start = performance.now();
    const response = await fetch(origin + path, { headers: { Authorization: `Bearer ${key}` } });
    const text = await response.text();
    const ms = performance.now() - start;
    if (!response.ok) throw new Error(`${path} answered ${response.status}: ${text.slice(0, 300)}`);
    const count = (name: string) => Number(response.headers.get(`X-D1-${name}`));
    return {
      ms,
      queries: count('Statements'),
      trips: count('Trips'),
      rowsRead: count('Rows-Read'),
    };
  };
  return { ask, stop };
}
