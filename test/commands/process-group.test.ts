import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { expect, test, vi } from 'vitest';
import { isAlive } from '#site/commands/local/build-lock.ts';
import { startGroup } from '#site/commands/local/process-group.ts';
import { ROOT } from '#site/commands/local/settings.ts';

vi.setConfig({ testTimeout: 60_000 });

const STARTER = `
import { startGroup } from './site/commands/local/process-group.ts';
const { child } = startGroup(['-e', 'setInterval(() => {}, 1000); console.log(1)'], '.', process.env);
child.stdout.once('data', () => console.log(child.pid));
`;

test('a server ends with the command that started it, even when that is killed', async () => {
  const starter = spawn(process.execPath, ['--input-type=module', '-e', STARTER], { cwd: ROOT });
  const [output] = await once(starter.stdout, 'data');
  const server = Number(String(output));
  expect(isAlive(server)).toBe(true);
  starter.kill('SIGKILL');
  await expect.poll(() => isAlive(server), { timeout: 30_000 }).toBe(false);
});

test('what a server starts may talk to it as it likes', async () => {
  // As wrangler does: the same options of Node, and a channel where the pipe of the head is.
  const head = `const { spawn } = require('node:child_process');
    const stdio = ['ignore', 'inherit', 'inherit', 'ipc'];
    const inner = spawn(process.execPath, [...process.execArgv.slice(0, 2), '-e', 'process.send(1)'], { stdio });
    inner.once('message', () => process.exit(7));`;
  const { ended } = startGroup(['-e', head], ROOT, process.env);
  expect(await ended).toBe(7);
});
