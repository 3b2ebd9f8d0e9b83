import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from '@playwright/test';
import { findFreePort } from '#site/commands/local/port.ts';
import { copySite } from '#site/commands/local/served-copy.ts';
import { startServer } from '#site/commands/local/server.ts';
import { ROOT } from '#site/commands/local/settings.ts';
import { toolEnvironment } from '#site/commands/local/tool-environment.ts';
import { test } from './demo-site.ts';

/** Runs one of the two commands on a state folder; answers what it says. */
function run(command: 'backup' | 'restore', state: string, ...words: readonly string[]): string {
  const { status, stdout, stderr } = spawnSync(
    process.execPath,
    ['--disable-warning=ExperimentalWarning', join(ROOT, `site/commands/${command}.ts`), ...words],
    { env: { ...process.env, TRUELIFT_STATE: state }, encoding: 'utf8' },
  );
  expect(`${status} ${stderr}`).toBe('0 ');
  return stdout;
}

/** Every report as JSON, by its address, but for the moment at which it was asked for. */
async function reportsOf(origin: string, key: string): Promise<Readonly<Record<string, string>>> {
  const ask = async (path: string) => {
    const response = await fetch(origin + path, { headers: { Authorization: `Bearer ${key}` } });
    expect(response.status, path).toBe(200);
    // seenAt: when the cron last saw an alert; it runs on, at one of the two sites.
    return (await response.text()).replace(/"(asOf|seenAt)":\d{13}/g, '"$1":0');
  };
  const list = await ask('/report/api/experiments.json');
  const { lines } = JSON.parse(list) as { lines: { id: string }[] };
  const paths = lines.map(({ id }) => `/report/api/experiments/${id}.json`);
  const reports: Record<string, string> = { list };
  for (const path of [...paths, '/report/api/programme.json']) reports[path] = await ask(path);
  return reports;
}

test('a backup of the running demo, put back elsewhere, gives the same reports byte for byte', async ({
  demo,
}) => {
  test.setTimeout(180_000);
  const key = new URL(demo.origin + demo.reportPath).searchParams.get('key') ?? '';
  const folder = mkdtempSync(join(tmpdir(), 'truelift-restored-'));
  const [file, state] = [join(folder, 'backup.sql'), join(folder, 'state')];
  const saved = run('backup', demo.state, '--out', file);
  const restored = run('restore', state, file);
  const rows = (text: string) => /([\d,]+) rows/.exec(text)?.[1];
  expect(rows(restored)).toBe(rows(saved));
  // Nothing is left to be read from the old place: the site is served from what was put back.
  const port = await findFreePort(9_950);
  const server = await startServer({
    config: await copySite(state, `truelift-restored-${port}`, demo.root),
    state,
    port,
    env: toolEnvironment(state),
  });
  if (!server.ok) throw new Error(server.sentence);
  const before = await reportsOf(demo.origin, key);
  expect(Object.keys(before).length).toBeGreaterThan(20);
  expect(await reportsOf(server.origin, key)).toEqual(before);
  await server.stop();
  rmSync(folder, { recursive: true });
});
