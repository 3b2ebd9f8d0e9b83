import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { findFreePort } from '#site/commands/local/port.ts';
import { ROOT } from '#site/commands/local/settings.ts';
import { holdState } from '#site/commands/local/state-lock.ts';
import { closeLocalDatabase, openLocalDatabase } from '#test/seed/local-database.ts';
import { openClient } from '#test/simulate/http/client.ts';
import { openBook } from './book.ts';
import { type ChaosSite, openChaosSite, orThrow, type PreparedSite } from './chaos-site.ts';
import { sendUntilTold } from './crowd.ts';
import { type Figures, faultsOf, figuresOf } from './figures.ts';
import { readStored } from './stored.ts';

export type TwoOutcome = {
  /** What `npm start` said to the folder that is served from. */
  readonly refusal: string;
  readonly figures: Figures;
  readonly faults: readonly string[];
};

const REQUESTS = 400;

/**
 * A second `npm start` on one state folder is refused. Whoever starts a second server by other means
 * makes both wait for each other's writes: still nothing that either acknowledged may be lost.
 */
export async function playTwoServers(
  prepared: PreparedSite,
  { senders, seed }: { readonly senders: number; readonly seed: string },
): Promise<TwoOutcome> {
  const held = orThrow(await holdState(prepared.state));
  const refusal = await startAnother(prepared);
  held.release();
  const sites = [
    openChaosSite(prepared),
    openChaosSite({ ...prepared, port: await findFreePort(prepared.port + 1) }),
  ];
  for (const site of sites) await site.start();
  const book = openBook();
  let acknowledged = 0;
  const send = async (site: ChaosSite, index: number) => {
    const client = openClient(site.origin, senders);
    const add = () => {
      acknowledged += 1;
    };
    await sendUntilTold(
      { site, client, book, acknowledged: add },
      {
        senders: Math.ceil(senders / 2),
        seed: `${seed}/server-${index}`,
        hookSecret: prepared.hookSecret,
        ends: () => acknowledged >= REQUESTS,
      },
    );
    client.close();
  };
  await Promise.all(sites.map(send));
  await sites[1]?.stop();
  await sites[0]?.cron();
  await sites[0]?.stop();
  const file = openLocalDatabase(prepared.state);
  const figures = figuresOf(book, readStored(file));
  closeLocalDatabase(file);
  const refused = /^Process \d+ serves from the state folder /.test(refusal);
  return {
    refusal,
    figures,
    faults: [
      ...(refused ? [] : [`a second npm start was not refused: ${refusal.slice(0, 200)}`]),
      ...faultsOf(figures),
    ],
  };
}

async function startAnother({ state, port }: PreparedSite): Promise<string> {
  const child = spawn(process.execPath, [join(ROOT, 'site/commands/start.ts')], {
    env: { ...process.env, PORT: String(await findFreePort(port + 1)), TRUELIFT_STATE: state },
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  return (await text(child.stderr)).trim();
}
