import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test as base } from 'vitest';
import { ROOT } from '#site/commands/local/settings.ts';
import { holdState } from '#site/commands/local/state-lock.ts';

const test = base.extend<{ folder: string }>({
  // biome-ignore lint/correctness/noEmptyPattern: vitest reads the needed fixtures from the pattern
  folder: async ({}, use) => {
    const folder = mkdtempSync(join(tmpdir(), 'truelift-state-'));
    await use(folder);
    rmSync(folder, { recursive: true });
  },
});

/** Another process tries to hold the folder and ends as told; what it got, in JSON. */
function holdElsewhere(folder: string, end: string): string {
  const lock = JSON.stringify(join(ROOT, 'site/commands/local/state-lock.ts'));
  const code = `const { holdState } = await import(${lock});
    console.log(JSON.stringify(await holdState(${JSON.stringify(folder)})));
    ${end}`;
  const args = ['--input-type=module', '--eval', code];
  return spawnSync(process.execPath, args, { cwd: ROOT, encoding: 'utf8' }).stdout.trim();
}

test('a state folder is served from by one process at a time', async ({ expect, folder }) => {
  const held = await holdState(folder);
  expect(held.ok).toBe(true);
  expect(JSON.parse(holdElsewhere(folder, ''))).toEqual({
    ok: false,
    sentence: expect.stringMatching(/^Process \d+ serves from the state folder .+ TRUELIFT_STATE/),
  });
  expect(existsSync(join(folder, 'serving.pid'))).toBe(true);
  if (held.ok) held.release();
  expect(holdElsewhere(folder, '')).toBe('{"ok":true}');
});

test('a process that ends leaves nothing behind', ({ expect, folder }) => {
  expect(holdElsewhere(folder, 'process.exit(0)')).toBe('{"ok":true}');
  expect(existsSync(join(folder, 'serving.pid'))).toBe(false);
});

test('the folder of a process that was killed is taken over', async ({ expect, folder }) => {
  holdElsewhere(folder, "process.kill(process.pid, 'SIGKILL')");
  expect(readFileSync(join(folder, 'serving.pid'), 'utf8')).toMatch(/^\d+/);
  const held = await holdState(folder);
  expect(held.ok).toBe(true);
  if (held.ok) held.release();
});

test.for(['', 'no number', `${process.ppid} 1`])(
  'a mark of nobody that lives, "%s", keeps nobody out',
  async (mark, { expect, folder }) => {
    writeFileSync(join(folder, 'serving.pid'), mark);
    const held = await holdState(folder);
    expect(held.ok).toBe(true);
    if (held.ok) held.release();
  },
);
