import { appendFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { stripVTControlCharacters } from 'node:util';
import type { Inability } from '../terminal.ts';
import { findFreePort, inspectorPortOf } from './port.ts';
import { type ProcessGroup, startGroup } from './process-group.ts';
import { ROOT } from './settings.ts';
import { TOOLS } from './tool.ts';

/** How long a server may take until it answers. */
const START_LIMIT_MS = 60_000;

export type Server = {
  readonly ok: true;
  /** `http://127.0.0.1:8787`, without a slash at the end. */
  readonly origin: string;
  readonly ended: Promise<number>;
  readonly stop: () => Promise<void>;
  /** Ends it as a crash would. */
  readonly kill: () => Promise<void>;
};

export type ServerOptions = {
  /** Configuration of the copy to serve. */
  readonly config: string;
  readonly state: string;
  readonly port: number;
  readonly env: NodeJS.ProcessEnv;
  /** Takes every line that the server writes; `server.log` in the state folder gets them too. */
  readonly onLine?: (line: string) => void;
};

/** Serves a built copy on 127.0.0.1 and settles when `/_tl/health` answers that all is well. */
export async function startServer(options: ServerOptions): Promise<Server | Inability> {
  const origin = `http://127.0.0.1:${options.port}`;
  const inspectorPort = await findFreePort(inspectorPortOf(options.port));
  const country = options.env.TRUELIFT_COUNTRY;
  const group = startGroup(
    [
      join(ROOT, TOOLS.wrangler),
      'dev',
      ...['--config', options.config, '--ip', '127.0.0.1', '--port', String(options.port)],
      ...['--inspector-port', String(inspectorPort), '--persist-to', options.state],
      ...['--log-level', 'error', '--show-interactive-dev-session', 'false'],
      ...(country ? ['--var', `TRUELIFT_COUNTRY:${country}`] : []),
    ],
    dirname(options.config),
    options.env,
  );
  const lines = collectLines(group, options);
  const answer = await waitForAnswer(origin, group);
  if (answer === 'healthy') {
    const { ended, stop, kill } = group;
    return { ok: true, origin, ended, stop, kill };
  }
  await group.stop();
  return {
    ok: false,
    sentence: `The server on ${origin} ${answer}. ${lines.slice(-5).join(' ')}`.trim(),
  };
}

function collectLines(group: ProcessGroup, options: ServerOptions): readonly string[] {
  const lines: string[] = [];
  const log = join(options.state, 'server.log');
  writeFileSync(log, '');
  for (const stream of [group.child.stdout, group.child.stderr]) {
    let rest = '';
    stream?.setEncoding('utf8').on('data', (text: string) => {
      const whole = `${rest}${text}`.split('\n');
      rest = whole.pop() ?? '';
      for (const line of whole.filter((one) => one.trim() !== '')) {
        lines.push(stripVTControlCharacters(line).trim());
        if (lines.length > 100) lines.shift();
        appendFileSync(log, `${line}\n`);
        options.onLine?.(line);
      }
    });
  }
  return lines;
}

async function waitForAnswer(origin: string, group: ProcessGroup): Promise<string> {
  const deadline = performance.now() + START_LIMIT_MS;
  let running = true;
  void group.ended.then(() => {
    running = false;
  });
  let last = 'did not answer within a minute';
  while (running && performance.now() < deadline) {
    const health = await askHealth(origin);
    if (health === 'healthy') return health;
    if (health !== null) last = health;
    await pause(100);
  }
  return running ? last : 'stopped while starting';
}

async function askHealth(origin: string): Promise<string | null> {
  try {
    const response = await fetch(`${origin}/_tl/health`, { signal: AbortSignal.timeout(5_000) });
    const text = await response.text();
    return response.ok ? 'healthy' : `says that it is not well: ${text.slice(0, 300)}`;
  } catch {
    // Nothing listens yet.
    return null;
  }
}
