import { randomBytes } from 'node:crypto';
import { appendFileSync, rmSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { migrate } from '#site/commands/local/migrations.ts';
import { findFreePort } from '#site/commands/local/port.ts';
import { ensureSecrets, readSecrets } from '#site/commands/local/secrets.ts';
import { copySite } from '#site/commands/local/served-copy.ts';
import { type Server, startServer } from '#site/commands/local/server.ts';
import { ROOT } from '#site/commands/local/settings.ts';
import { buildSite } from '#site/commands/local/site-build.ts';
import { toolEnvironment } from '#site/commands/local/tool-environment.ts';
import type { Inability } from '#site/commands/terminal.ts';

/** The built site with a migrated database of its own, ready to be served, not served yet. */
export type PreparedSite = {
  readonly state: string;
  readonly config: string;
  readonly env: NodeJS.ProcessEnv;
  readonly port: number;
  readonly reportKey: string;
  /** Signs what comes to `/_tl/hooks/crm`. */
  readonly hookSecret: string;
};

/** A site that is started, killed and started again while others send to it. */
export type ChaosSite = {
  readonly origin: string;
  /** Settles when it answers; at once while it does. */
  readonly up: () => Promise<void>;
  readonly start: () => Promise<void>;
  /** SIGKILL to its whole process group. */
  readonly kill: () => Promise<void>;
  readonly stop: () => Promise<void>;
  /** Plays the cron trigger; what it answered, null when it broke off. */
  readonly cron: () => Promise<number | null>;
};

/** Builds where needed, migrates, and copies the site into the state folder, as `npm start` does. */
export async function prepareSite(state: string, firstPort: number): Promise<PreparedSite> {
  const env = toolEnvironment(state);
  const secrets = join(ROOT, '.dev.vars');
  ensureSecrets(secrets);
  orThrow(await buildSite(env));
  orThrow(await migrate(state, env));
  const port = await findFreePort(firstPort);
  const config = await copySite(state, `truelift-chaos-${port}`);
  const hookSecret = `whsec_${randomBytes(32).toString('base64')}`;
  appendFileSync(join(dirname(config), '.dev.vars'), `TRUELIFT_CRM_SECRET="${hookSecret}"\n`);
  const reportKey = readSecrets(secrets).TRUELIFT_REPORT_KEY ?? '';
  return { state, config, env, port, reportKey, hookSecret };
}

export function openChaosSite(prepared: PreparedSite): ChaosSite {
  const { config, state, port, env } = prepared;
  const origin = `http://127.0.0.1:${port}`;
  let server: Server | null = null;
  let answers = () => {};
  let answering = Promise.resolve();
  const goesDown = () => {
    answering = new Promise<void>((resolve) => {
      answers = resolve;
    });
  };
  goesDown();
  const end = async (how: 'kill' | 'stop') => {
    const running = server;
    if (running === null) throw new Error(`The site cannot ${how}: it does not run.`);
    server = null;
    goesDown();
    await running[how]();
  };
  return {
    origin,
    up: () => answering,
    start: async () => {
      server = orThrow(await startServer({ config, state, port, env }));
      answers();
    },
    kill: () => end('kill'),
    stop: () => end('stop'),
    cron: () =>
      fetch(`${origin}/cdn-cgi/handler/scheduled?cron=*/5+*+*+*+*`)
        .then(({ status }) => status)
        .catch(() => null),
  };
}

/** Removes what a run left behind. */
export function removeState(state: string): void {
  rmSync(state, { recursive: true, force: true, maxRetries: 5 });
}

export function orThrow<Value extends { readonly ok: true }>(result: Value | Inability): Value {
  if (result.ok) return result;
  throw new Error(result.sentence);
}
