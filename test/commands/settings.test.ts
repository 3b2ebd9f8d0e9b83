import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test as base } from 'vitest';
import { findFreePort, inspectorPortOf, requireFreePort } from '#site/commands/local/port.ts';
import { ensureSecrets, readSecrets } from '#site/commands/local/secrets.ts';
import { readSettings } from '#site/commands/local/settings.ts';

const test = base.extend<{ folder: string }>({
  // biome-ignore lint/correctness/noEmptyPattern: vitest reads the needed fixtures from the pattern
  folder: async ({}, use) => {
    const folder = mkdtempSync(join(tmpdir(), 'truelift-commands-'));
    await use(folder);
    rmSync(folder, { recursive: true });
  },
});

test('takes port 8787 when none is named', ({ expect, folder }) => {
  expect(readSettings({ TRUELIFT_STATE: folder })).toEqual({ ok: true, state: folder, port: 8787 });
});

test.for(['abc', '0', '65536', '80.5', '-1'])(
  'refuses PORT=%s in one sentence',
  (PORT, { expect }) => {
    expect(readSettings({ PORT, TRUELIFT_STATE: tmpdir() })).toEqual({
      ok: false,
      sentence: `PORT is "${PORT}": give a whole number from 1 to 65535, for example PORT=8788.`,
    });
  },
);

test('refuses a state folder that cannot be written in one sentence', ({ expect, folder }) => {
  const file = join(folder, 'file');
  writeFileSync(file, '');
  expect(readSettings({ TRUELIFT_STATE: join(file, 'state') })).toEqual({
    ok: false,
    sentence: expect.stringMatching(
      /^The state folder .+ cannot be written \(ENOTDIR\): name another/,
    ),
  });
});

test('refuses a taken port in one sentence', async ({ expect }) => {
  const port = await findFreePort(20_000);
  const server = createServer().listen(port, '127.0.0.1');
  await new Promise((resolve) => server.once('listening', resolve));
  expect(await requireFreePort(port)).toEqual({
    ok: false,
    sentence: `Port ${port} is taken by another program: stop that program or choose another port and state folder, for example PORT=${port + 1} TRUELIFT_STATE=.truelift/second npm start.`,
  });
  expect(await findFreePort(port)).toBeGreaterThan(port);
  server.close();
});

test('gives every port a debugger port of its own', ({ expect }) => {
  expect([8787, 8788, 65_535].map(inspectorPortOf)).toEqual([18_787, 18_788, 55_535]);
});

test('makes missing secrets once, keeps what is there, and lets nobody else read them', ({
  expect,
  folder,
}) => {
  const file = join(folder, '.dev.vars');
  writeFileSync(file, "# mine\nTRUELIFT_REPORT_KEY='kept'\nOTHER=1");
  expect(ensureSecrets(file)).toEqual(['TRUELIFT_SIGNING_KEYS', 'TRUELIFT_DATA_KEYS']);
  const made = readFileSync(file, 'utf8');
  expect(ensureSecrets(file)).toEqual([]);
  expect(readFileSync(file, 'utf8')).toBe(made);
  expect(made).toMatch(/^# mine\n/);
  expect(statSync(file).mode & 0o077).toBe(0);
  expect(readSecrets(file)).toEqual({
    TRUELIFT_REPORT_KEY: 'kept',
    OTHER: '1',
    TRUELIFT_SIGNING_KEYS: expect.stringMatching(/^k1:[\w-]{43}$/),
    TRUELIFT_DATA_KEYS: expect.stringMatching(/^k1:[\w-]{43}$/),
  });
});
