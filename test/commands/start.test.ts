import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test as base } from 'vitest';
import { findFreePort } from '#site/commands/local/port.ts';
import { ROOT } from '#site/commands/local/settings.ts';
import { holdState } from '#site/commands/local/state-lock.ts';

const test = base.extend<{ folder: string }>({
  // biome-ignore lint/correctness/noEmptyPattern: vitest reads the needed fixtures from the pattern
  folder: async ({}, use) => {
    const folder = mkdtempSync(join(tmpdir(), 'truelift-start-'));
    await use(folder);
    rmSync(folder, { recursive: true });
  },
});

/** Runs the command until it gives up. */
function giveUpOf(command: string, environment: Readonly<Record<string, string>>) {
  const { status, stdout, stderr } = spawnSync(
    process.execPath,
    [join(ROOT, `site/commands/${command}.ts`)],
    { env: { ...process.env, ...environment }, encoding: 'utf8' },
  );
  return { status, stdout, stderr };
}

test.for(['start', 'demo', 'dev'])(
  'npm run %s gives up on a bad port',
  (command, { expect, folder }) => {
    expect(giveUpOf(command, { PORT: 'eighty', TRUELIFT_STATE: folder })).toEqual({
      status: 1,
      stdout: '',
      stderr: 'PORT is "eighty": give a whole number from 1 to 65535, for example PORT=8788.\n',
    });
  },
);

test('npm start gives up on a taken port before it builds anything', async ({ expect, folder }) => {
  const port = await findFreePort(21_000);
  const server = createServer().listen(port, '127.0.0.1');
  await new Promise((resolve) => server.once('listening', resolve));
  expect(giveUpOf('start', { PORT: String(port), TRUELIFT_STATE: folder })).toEqual({
    status: 1,
    stdout: '',
    stderr: expect.stringMatching(/^Port \d+ is taken by another program: .+\.\n$/),
  });
  server.close();
});

test.for([
  ['start', 'npm start'],
  ['demo', 'npm run demo'],
  ['dev', 'npm run dev'],
] as const)(
  'npm run %s gives up on a state folder that another process serves from',
  async ([command, typed], { expect, folder }) => {
    const held = await holdState(folder);
    const PORT = String(await findFreePort(22_000));
    expect(giveUpOf(command, { PORT, TRUELIFT_STATE: folder })).toEqual({
      status: 1,
      stdout: '',
      stderr: `Process ${process.pid} serves from the state folder ${folder} already: stop it or name another folder with TRUELIFT_STATE, for example PORT=8788 TRUELIFT_STATE=.truelift/second ${typed}.\n`,
    });
    if (held.ok) held.release();
  },
);

test('npm start gives up on a state folder that it cannot write', ({ expect, folder }) => {
  writeFileSync(join(folder, 'file'), '');
  expect(giveUpOf('start', { TRUELIFT_STATE: join(folder, 'file/state') })).toEqual({
    status: 1,
    stdout: '',
    stderr: expect.stringMatching(/^The state folder .+ cannot be written \(ENOTDIR\): .+\.\n$/),
  });
});
