import path from 'node:path';
import process from 'node:process';
import { readExportOptions, USAGE } from './export/options.ts';
import { takeFiles } from './export/take-files.ts';
import { findFreePort } from './local/port.ts';
import { prepare } from './local/prepare.ts';
import { readReportKey } from './local/secrets.ts';
import { copySite } from './local/served-copy.ts';
import { startServer } from './local/server.ts';
import { ROOT, readSettings } from './local/settings.ts';
import { holdState } from './local/state-lock.ts';
import { giveUp, orGiveUp, say } from './terminal.ts';

// npm run export: the files of conversions for an ad platform.
const options = orGiveUp(readExportOptions(process.argv.slice(2)));
if (options.help) {
  say(USAGE);
} else {
  const site = options.from === null ? await localSite() : { origin: options.from, end: () => {} };
  const key =
    process.env.TRUELIFT_REPORT_KEY ||
    (options.from === null ? readReportKey(path.join(ROOT, '.dev.vars')) : undefined);
  if (!key) giveUp(`Set TRUELIFT_REPORT_KEY to the report key of ${site.origin}.`);
  const taken = await takeFiles(site.origin, key, options);
  await site.end();
  const { files } = orGiveUp(taken);
  for (const { file, rows } of files) say(`${file}  ${rows} ${rows === 1 ? 'row' : 'rows'}`);
  if (files.length === 0) {
    say(
      `Nothing new for ${options.platform}. What stays here and why: ${site.origin}/report/uploads/`,
    );
  }
  process.exit(0);
}

/** The site that runs on this machine, or one that serves its state for as long as this takes. */
async function localSite(): Promise<{ readonly origin: string; readonly end: () => unknown }> {
  const settings = orGiveUp(readSettings(process.env));
  const running = `http://127.0.0.1:${settings.port}`;
  const answer = await fetch(`${running}/_tl/health`).catch(() => null);
  await answer?.body?.cancel();
  if (answer?.ok) return { origin: running, end: () => {} };
  const held = orGiveUp(await holdState(settings.state, 'npm run export'));
  const env = await prepare(settings.state);
  const port = await findFreePort(settings.port + 1);
  const server = orGiveUp(
    await startServer({
      config: await copySite(settings.state, `truelift-export-${port}`),
      state: settings.state,
      port,
      env,
    }),
  );
  return {
    origin: server.origin,
    end: async () => {
      await server.stop();
      held.release();
    },
  };
}
