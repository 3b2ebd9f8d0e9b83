import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { migrate } from '#site/commands/local/migrations.ts';
import { findFreePort } from '#site/commands/local/port.ts';
import { ensureSecrets, readSecrets } from '#site/commands/local/secrets.ts';
import { seed } from '#site/commands/local/seed.ts';
import { copySite } from '#site/commands/local/served-copy.ts';
import { startServer } from '#site/commands/local/server.ts';
import { ROOT } from '#site/commands/local/settings.ts';
import { buildSite } from '#site/commands/local/site-build.ts';
import { toolEnvironment } from '#site/commands/local/tool-environment.ts';

/** The built site with its real Worker and an empty database of its own. */
export type SiteServer = {
  /** `http://127.0.0.1:9100`, without a slash at the end. */
  readonly origin: string;
  /** Opens the report: `/report/?key=…` or a bearer token. */
  readonly reportKey: string;
  /** Folder of its database. */
  readonly state: string;
  /** Ends every process and removes the state folder. */
  readonly stop: () => Promise<void>;
};

export type SiteOptions = {
  /** Whether it has the demo's six weeks of visitors. */
  readonly seeded?: boolean;
  /** Adds to the folder of public files before the server starts. */
  readonly addFiles?: (client: string) => void;
  /** Country that visitors come from; without one, wrangler's US. */
  readonly country?: string;
};

/** Starts one; `index` keeps servers that start at the same moment on different ports. */
export async function startSiteServer(
  index = 0,
  { seeded = false, addFiles, country }: SiteOptions = {},
): Promise<SiteServer> {
  const state = mkdtempSync(join(tmpdir(), 'truelift-'));
  const env = { ...toolEnvironment(state), TRUELIFT_COUNTRY: country };
  const secrets = join(ROOT, '.dev.vars');
  ensureSecrets(secrets);
  orThrow(await buildSite(env));
  orThrow(await migrate(state, env));
  if (seeded) orThrow(await seed(state, env));
  const port = await findFreePort(9_100 + 200 * index);
  const config = await copySite(state, `truelift-test-${port}`);
  addFiles?.(join(state, 'site/client'));
  const server = orThrow(await startServer({ config, state, port, env }));
  return {
    origin: server.origin,
    reportKey: readSecrets(secrets).TRUELIFT_REPORT_KEY ?? '',
    state,
    stop: async () => {
      await server.stop();
      rmSync(state, { recursive: true, force: true });
    },
  };
}

function orThrow<Value extends { readonly ok: true }>(
  result: Value | { readonly ok: false; readonly sentence: string },
): Value {
  if (result.ok) return result;
  throw new Error(result.sentence);
}
