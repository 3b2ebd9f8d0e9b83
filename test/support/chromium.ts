import { execFileSync, spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { chromium } from '@playwright/test';
import { ROOT } from '#site/commands/local/settings.ts';

const SYSTEM_NAMES = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable'];

/** Flags with which a browser under test stays offline, also as root in a container. */
export const CHROMIUM_FLAGS = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-dev-shm-usage',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
] as const;

export type FoundChromium =
  | { readonly ok: true; readonly path: string; readonly how: string }
  | { readonly ok: false; readonly sentence: string };

/** A Chromium that starts: `CHROMIUM_PATH`, the system's, else the one Playwright installed. */
export function findChromium(): FoundChromium {
  const named = process.env.CHROMIUM_PATH;
  if (named) {
    return starts(named)
      ? { ok: true, path: named, how: 'named by CHROMIUM_PATH' }
      : {
          ok: false,
          sentence: `CHROMIUM_PATH is ${named}, which does not start: name a Chromium there.`,
        };
  }
  const system = SYSTEM_NAMES.flatMap(onPath).find(starts);
  if (system !== undefined) return { ok: true, path: system, how: 'found on this system' };
  const own = chromium.executablePath();
  if (starts(own)) return { ok: true, path: own, how: "Playwright's own" };
  return { ok: false, sentence: INSTALL_IT };
}

const INSTALL_IT =
  'No Chromium: install one (Debian: apt-get install chromium) or name it with CHROMIUM_PATH.';

/** Like `findChromium`, but installs one where there is none. */
export function findOrInstallChromium(say: (line: string) => void): FoundChromium {
  const found = findChromium();
  if (found.ok || process.env.CHROMIUM_PATH) return found;
  say("No Chromium here: trying Playwright's installer …");
  run(process.execPath, [join(ROOT, 'node_modules/playwright/cli.js'), 'install', 'chromium']);
  const installed = findChromium();
  if (installed.ok || process.getuid?.() !== 0 || onPath('apt-get').length === 0) return installed;
  say("Playwright's installer brought none that starts: trying apt-get …");
  run('apt-get', ['update', '-q']);
  run('apt-get', ['install', '-y', '-q', '--no-install-recommends', 'chromium']);
  return findChromium();
}

function onPath(name: string): readonly string[] {
  return (process.env.PATH ?? '')
    .split(delimiter)
    .map((folder) => join(folder, name))
    .filter((file) => existsSync(file));
}

function starts(path: string): boolean {
  if (!existsSync(path)) return false;
  try {
    execFileSync(path, ['--version'], { stdio: 'ignore', timeout: 20_000 });
    return true;
  } catch {
    return false;
  }
}

function run(command: string, args: readonly string[]): void {
  spawnSync(command, args, {
    stdio: 'inherit',
    timeout: 600_000,
    env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' },
  });
}
