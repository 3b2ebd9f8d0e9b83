import { spawnSync } from 'node:child_process';
import { copyFileSync, mkdirSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { test as base } from 'vitest';
import {
  type Deployed,
  importBackup,
  tablesThere,
  withExportedCopy,
} from '#site/commands/backup/deployed-database.ts';
import { differenceTo } from '#site/commands/backup/load-backup.ts';
import { readBackup } from '#site/commands/backup/read-backup.ts';
import { ROOT } from '#site/commands/local/settings.ts';
import { holdState } from '#site/commands/local/state-lock.ts';
import { toolEnvironment } from '#site/commands/local/tool-environment.ts';
import { databaseFile, fillOddly, MIGRATION_NAMES, makeDatabase } from './backup-database.ts';

const test = base.extend<{ folder: string }>({
  // biome-ignore lint/correctness/noEmptyPattern: vitest reads the needed fixtures from the pattern
  folder: async ({}, use) => {
    const folder = mkdtempSync(join(tmpdir(), 'truelift-backup-'));
    await use(folder);
    rmSync(folder, { recursive: true });
  },
});

function run(command: 'backup' | 'restore', state: string, ...words: readonly string[]) {
  const { status, stdout, stderr } = spawnSync(
    process.execPath,
    ['--disable-warning=ExperimentalWarning', join(ROOT, `site/commands/${command}.ts`), ...words],
    { env: { ...process.env, TRUELIFT_STATE: state }, encoding: 'utf8' },
  );
  return { status, stdout, stderr };
}

function queriesIn(state: string): readonly unknown[] {
  const database = new DatabaseSync(databaseFile(state));
  const rows = database.prepare('SELECT event_id FROM touchpoints ORDER BY seq').all();
  database.close();
  return rows.map((row) => row['event_id']);
}

test('a database that holds something is replaced when told to, and saved before', async ({
  expect,
  folder,
}) => {
  const [old, other] = [join(folder, 'old'), join(folder, 'other')];
  const filled = makeDatabase(old);
  fillOddly(filled);
  filled.close();
  const file = join(folder, 'backup.sql');
  expect(run('backup', old, '--out', file)).toMatchObject({
    status: 0,
    stdout: expect.stringMatching(/backup\.sql\n[\d,]+ rows of \d+ tables, as of .+ only you may/),
  });
  const present = makeDatabase(other);
  present.exec("INSERT INTO rejects VALUES ('2026-11-23', 'mine', 7)");
  present.close();
  expect(run('restore', other, file)).toEqual({
    status: 1,
    stdout: '',
    stderr: expect.stringMatching(/is not empty, and was left as it is\. .+ --replace: .+\n$/),
  });
  expect(queriesIn(other)).toEqual([]);

  const held = await holdState(other);
  expect(run('restore', other, file, '--replace')).toMatchObject({
    status: 1,
    stderr: expect.stringContaining(`Process ${process.pid} serves from the state folder`),
  });
  if (held.ok) held.release();

  expect(run('restore', other, file, '--replace')).toMatchObject({ status: 0, stderr: '' });
  expect(queriesIn(other)).toEqual(queriesIn(old));
  const [aside = ''] = readdirSync(folder).filter((name) => name.includes('before-restore'));
  const saved = await readBackup(join(folder, aside), MIGRATION_NAMES);
  expect(saved).toMatchObject({ ok: true, contents: { tables: { rejects: { rows: 1 } } } });
});

test.for([
  ['backup', ['--from'], '"--from" is no option. See npm run backup -- --help.'],
  ['backup', ['--out'], '--out has no value.'],
  ['restore', [], 'Say which file: npm run restore -- backups/'],
  ['restore', ['a.sql', '--force'], '"--force" is no option.'],
  ['restore', ['a.sql', '--remote', '--replace'], '--replace is for this machine alone.'],
  ['restore', ['none.sql'], 'none.sql cannot be read: is it there?'],
  ['backup', [], 'There is no database in '],
  ['backup', ['--remote'], 'wrangler.toml names no database (database_id)'],
] as const)(
  'npm run %s %o is refused in one sentence',
  ([command, words, why], { expect, folder }) => {
    const { status, stdout, stderr } = run(command, folder, ...words);
    expect({ status, stdout }).toEqual({ status: 1, stdout: '' });
    expect(stderr).toContain(why);
    expect(stderr.trim().split('\n')).toHaveLength(1);
  },
);

/** The same commands of wrangler as for a deployed database, on this machine. */
test('wrangler runs a backup into an empty database, and its export comes out the same', {
  timeout: 120_000,
}, async ({ expect, folder }) => {
  const filled = makeDatabase(join(folder, 'old'));
  fillOddly(filled);
  // On this machine wrangler exports by JavaScript, which knows neither such texts nor such numbers.
  filled.exec(`DELETE FROM touchpoints WHERE event_id = 'no utf-8';
    UPDATE touchpoints SET occurred_at = 1; UPDATE conversion_statistics SET sum_minor = 1;
    DELETE FROM crossings WHERE experiment_id <> 'x'`);
  filled.close();
  const file = join(folder, 'backup.sql');
  expect(run('backup', join(folder, 'old'), '--out', file).status).toBe(0);
  const read = await readBackup(file, MIGRATION_NAMES);
  if (!read.ok) throw new Error(read.sentence);
  const project = join(folder, 'project');
  mkdirSync(project);
  copyFileSync(join(ROOT, 'wrangler.toml'), join(project, 'wrangler.toml'));
  const deployed: Deployed = {
    where: '--local',
    config: join(project, 'wrangler.toml'),
    scratch: folder,
    env: toolEnvironment(folder),
  };
  expect(await tablesThere(deployed)).toEqual({ ok: true, tables: 0 });
  expect(await importBackup(deployed, file)).toMatchObject({ ok: true });
  expect(await tablesThere(deployed)).toEqual({
    ok: true,
    tables: Object.keys(read.contents.tables).length,
  });
  expect(await withExportedCopy(deployed, (copy) => differenceTo(copy, read.contents))).toBe(null);
  expect(readdirSync(folder)).not.toContain('export');
});
