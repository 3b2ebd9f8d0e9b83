import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import process from 'node:process';
import { text } from 'node:stream/consumers';
import { test as base, vi } from 'vitest';
import { ROOT } from '#site/commands/local/settings.ts';
import { type Files, VALID } from '#test/domain/definition/project.ts';

// Each command is a process of its own, and a busy machine starts several a second at best.
vi.setConfig({ testTimeout: 60_000 });

/** What a command said and how it ended. */
export type Ended = { readonly code: number; readonly out: string; readonly error: string };

/** A small valid project in a folder of its own. */
export type Folder = {
  readonly root: string;
  /** Runs `npm run <command> -- …words` there; nobody is at the terminal. */
  readonly run: (command: string, ...words: readonly string[]) => Promise<Ended>;
  readonly read: (file: string) => Promise<string>;
  readonly write: (files: Files) => Promise<void>;
  /** Runs git there. */
  readonly git: (...words: readonly string[]) => void;
};

/** Gives each test a project folder, and removes it afterwards. */
export const test = base.extend<{ project: Folder }>({
  // biome-ignore lint/correctness/noEmptyPattern: vitest reads the needed fixtures from the pattern
  project: async ({}, use) => {
    const root = await mkdtemp(path.join(tmpdir(), 'truelift-project-'));
    const write = async (files: Files) => {
      for (const [file, content] of Object.entries(files)) {
        await mkdir(path.dirname(path.join(root, file)), { recursive: true });
        await writeFile(path.join(root, file), content);
      }
    };
    await write(VALID);
    await use({
      root,
      run: (command, ...words) => run(root, command, words),
      read: (file) => readFile(path.join(root, file), 'utf8'),
      write,
      git: (...words) => {
        const { status, stderr } = spawnSync('git', words, {
          cwd: root,
          encoding: 'utf8',
          env: OWN_GIT,
        });
        if (status !== 0) throw new Error(stderr);
      },
    });
    await rm(root, { recursive: true });
  },
});

/** Git without the settings of the person who runs the tests. */
const OWN_GIT = {
  ...process.env,
  GIT_CONFIG_GLOBAL: '/dev/null',
  GIT_CONFIG_SYSTEM: '/dev/null',
  GIT_AUTHOR_NAME: 'Lena',
  GIT_AUTHOR_EMAIL: 'lena@halden.example',
  GIT_COMMITTER_NAME: 'Lena',
  GIT_COMMITTER_EMAIL: 'lena@halden.example',
};

async function run(root: string, command: string, words: readonly string[]): Promise<Ended> {
  const file = path.join(ROOT, 'site/commands', `${command}.ts`);
  const child = spawn(process.execPath, [file, ...words], {
    cwd: root,
    env: OWN_GIT,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const [out, error, [code]] = await Promise.all([
    text(child.stdout),
    text(child.stderr),
    once(child, 'close'),
  ]);
  return { code: code as number, out, error };
}
