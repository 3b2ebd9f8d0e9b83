import { join } from 'node:path';
import { type Inability, orGiveUp, say } from '../terminal.ts';
import { onStop } from './on-stop.ts';
import { readReportKey } from './secrets.ts';
import { copySite } from './served-copy.ts';
import { startServer } from './server.ts';
import { ROOT, type Settings } from './settings.ts';

const FOLD_EVERY_MS = 5 * 60_000;
const FOLD_PATH = '/cdn-cgi/handler/scheduled?cron=*/5+*+*+*+*';

/**
 * Serves the built site from a state folder until Ctrl-C or SIGTERM, prints where everything is
 * and plays the cron trigger, which runs by itself only on the network.
 */
export async function serve(settings: Settings, env: NodeJS.ProcessEnv): Promise<void> {
  const server = orGiveUp(
    await startServer({
      config: await copySite(settings.state, `truelift-${settings.port}`),
      state: settings.state,
      port: settings.port,
      env,
      onLine: say,
    }),
  );
  const isStopping = onStop(server.stop);
  const fold = () => fetch(`${server.origin}${FOLD_PATH}`).catch(() => null);
  await fold();
  setInterval(() => void fold(), FOLD_EVERY_MS);
  await sayWhere(server.origin, settings.state);
  sayWhence(env.TRUELIFT_COUNTRY);
  say('\nCtrl-C stops it.');
  await server.ended;
  if (!isStopping()) orGiveUp(endedByItself(settings.state));
}

async function sayWhere(origin: string, state: string): Promise<void> {
  const { catalog } = await import('#generated/catalog.ts');
  const key = readReportKey(join(ROOT, '.dev.vars')) ?? '';
  say('');
  const own = catalog.landings.filter(({ parent }) => parent === undefined);
  for (const landing of own) say(`  Page    ${origin}${landing.path}`);
  say(`  Report  ${origin}/report/?key=${encodeURIComponent(key)}`);
  say(`  State   ${state}`);
}

/** No network tells the country of a visitor to this machine: wrangler says US for everybody. */
function sayWhence(country = 'US'): void {
  const other = country === 'US' ? 'DE' : 'US';
  say(
    `  Visitors count as coming from ${country}; TRUELIFT_COUNTRY=${other} shows what others see.`,
  );
}

function endedByItself(state: string): Inability {
  return {
    ok: false,
    sentence: `The server stopped by itself; ${join(state, 'server.log')} says why.`,
  };
}
