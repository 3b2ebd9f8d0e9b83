import type { ChildProcess } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, rmSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { test as base } from '@playwright/test';
import { findFreePort } from '#site/commands/local/port.ts';
import { startGroup } from '#site/commands/local/process-group.ts';
import { ensureSecrets } from '#site/commands/local/secrets.ts';
import { ROOT } from '#site/commands/local/settings.ts';
import { toolEnvironment } from '#site/commands/local/tool-environment.ts';

const COPIED = [
  'astro.config.mjs',
  'components',
  'experiments',
  'package-lock.json',
  'package.json',
  'site',
  'test',
  'tsconfig.json',
  'worker',
  'wrangler.toml',
] as const;

/** What `npm run demo` serves, from a copy of the project so that no other test's build changes. */
export type DemoSite = {
  readonly origin: string;
  /** `/report/?key=…`: opens the report. */
  readonly reportPath: string;
  /** Folder of its project, with its build and secrets. */
  readonly root: string;
  /** Folder of its database. */
  readonly state: string;
};

/** Playwright's `test` with the running demo, one per Playwright worker. */
export const test = base.extend<object, { demo: DemoSite }>({
  demo: [
    // Playwright reads the needed fixtures from the pattern, so it must be there.
    // biome-ignore lint/correctness/noEmptyPattern: see above
    async ({}, use, info) => {
      mkdirSync(join(ROOT, '.truelift'), { recursive: true });
      const folder = mkdtempSync(join(ROOT, '.truelift/demo-'));
      for (const name of COPIED) cpSync(join(ROOT, name), join(folder, name), { recursive: true });
      rmSync(join(folder, 'experiments/generated'), { recursive: true, force: true });
      symlinkSync(join(ROOT, 'node_modules'), join(folder, 'node_modules'));
      ensureSecrets(join(folder, '.dev.vars'));
      const state = join(folder, '.truelift/demo');
      const port = await findFreePort(9_300 + 100 * info.parallelIndex);
      const env = { ...toolEnvironment(state), PORT: String(port) };
      const group = startGroup([join(folder, 'site/commands/demo.ts')], folder, env);
      try {
        const said = await lineWith('Ctrl-C stops it.', group.child);
        const key = /\/report\/\?key=\S+/.exec(said)?.[0];
        if (!key) throw new Error(`npm run demo did not say where the report is: ${said}`);
        await use({ origin: `http://127.0.0.1:${port}`, reportPath: key, root: folder, state });
      } finally {
        await group.stop();
        rmSync(folder, { recursive: true, force: true });
      }
    },
    { scope: 'worker', timeout: 600_000 },
  ],
  baseURL: async ({ demo }, use) => use(demo.origin),
});

/** Everything that a command said until these words. */
async function lineWith(words: string, { stdout, stderr }: ChildProcess): Promise<string> {
  if (stdout === null || stderr === null) throw new Error('the command has no output');
  let said = '';
  let complained = '';
  stderr.on('data', (chunk) => {
    complained += String(chunk);
  });
  for await (const chunk of stdout) {
    said += String(chunk);
    if (said.includes(words)) return said;
  }
  throw new Error(`the command ended: ${said}${complained}`);
}
