import { copyFileSync, cpSync, existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { ROOT } from './settings.ts';
import { withBuildLock } from './site-build.ts';

/**
 * Copies the built site and the secrets into the state folder and returns the copy's Worker
 * configuration. A server lives on its own copy, so that a later build takes nothing from under it;
 * one that serves from this folder already would lose its copy: hold the folder before. `root`: whose
 * build it is.
 */
export function copySite(state: string, workerName: string, root = ROOT): Promise<string> {
  return withBuildLock(async () => {
    const copy = join(state, 'site');
    rmSync(copy, { recursive: true, force: true });
    for (const part of ['client', 'server']) {
      cpSync(join(root, 'dist', part), join(copy, part), { recursive: true });
    }
    const secrets = join(root, '.dev.vars');
    if (existsSync(secrets)) copyFileSync(secrets, join(copy, 'server/.dev.vars'));
    const file = join(copy, 'server/wrangler.json');
    const config: Record<string, unknown> = JSON.parse(readFileSync(file, 'utf8'));
    writeFileSync(file, JSON.stringify({ ...config, name: workerName, topLevelName: workerName }));
    return file;
  });
}
