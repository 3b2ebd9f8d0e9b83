import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { test as base } from 'vitest';
import { loadBackup } from '#site/commands/backup/load-backup.ts';
import { readBackup } from '#site/commands/backup/read-backup.ts';
import { contentsOfTable, schemaOf } from '#site/commands/backup/read-tables.ts';
import { writeBackup } from '#site/commands/backup/write-backup.ts';
import { databaseFile, fillOddly, MIGRATION_NAMES, makeDatabase } from './backup-database.ts';

const ABOUT = { takenAt: '2026-11-23T09:00:00.000Z', from: 'this machine' } as const;

const test = base.extend<{ folder: string; backup: string }>({
  // biome-ignore lint/correctness/noEmptyPattern: vitest reads the needed fixtures from the pattern
  folder: async ({}, use) => {
    const folder = mkdtempSync(join(tmpdir(), 'truelift-backup-'));
    await use(folder);
    rmSync(folder, { recursive: true });
  },
  backup: async ({ folder }, use) => {
    const database = makeDatabase(join(folder, 'old'));
    fillOddly(database);
    const file = join(folder, 'backup.sql');
    writeBackup(database, file, ABOUT);
    database.close();
    await use(file);
  },
});

/** Everything that can be asked of a database: schema, counters, and each value by its bytes. */
function everything(database: DatabaseSync) {
  const schema = schemaOf(database);
  return {
    schema: schema.map(({ sql }) => sql).sort(),
    counters: database.prepare('SELECT name, seq FROM sqlite_sequence ORDER BY name').all(),
    tables: schema
      .filter(({ type }) => type === 'table')
      .map(({ name }) => ({ name, ...contentsOfTable(database, name) })),
    texts: database
      .prepare('SELECT hex(query) AS q, hex(referrer) AS r, occurred_at || 0 AS o FROM touchpoints')
      .all(),
    numbers: database.prepare("SELECT format('%!.20g', upper) AS u, lower FROM crossings").all(),
  };
}

test('what is put back is what it was to the byte, with its rules and counters', async ({
  expect,
  folder,
  backup,
}) => {
  const old = new DatabaseSync(databaseFile(join(folder, 'old')));
  const read = await readBackup(backup, MIGRATION_NAMES);
  expect(read).toMatchObject({
    ok: true,
    contents: { ...ABOUT, migrations: MIGRATION_NAMES, tables: { touchpoints: { rows: 4 } } },
  });
  if (!read.ok) return;
  const fresh = makeDatabase(join(folder, 'new'));
  expect(await loadBackup(fresh, backup, read.contents)).toEqual({ ok: true });
  expect(everything(fresh)).toEqual(everything(old));
  // What was decided once stays decided, and no number is given out a second time.
  expect(() => fresh.exec("UPDATE looks SET decision = 'worse'")).toThrow(
    'a look is never changed',
  );
  expect(() => fresh.exec('UPDATE crossings SET lower = 1')).toThrow('never changed');
  const next =
    'INSERT INTO touchpoints (event_id, view_nonce, landing, occurred_at, received_at, query, referrer, source) VALUES';
  expect(
    fresh.prepare(`${next} ('e', 'n', '/', 1, 1, '', '', 'form') RETURNING seq`).get(),
  ).toEqual({ seq: 6 });
  for (const database of [old, fresh]) database.close();
});

test('a backup is one moment although a server goes on writing, and nobody else may read it', async ({
  expect,
  folder,
  backup,
}) => {
  expect(statSync(backup).mode & 0o777).toBe(0o600);
  const file = databaseFile(join(folder, 'old'));
  const server = new DatabaseSync(file);
  const reader = new DatabaseSync(file, { readOnly: true });
  const exec = reader.exec.bind(reader);
  // The server writes right after the backup has begun to read.
  reader.exec = (sql: string) => {
    exec(sql);
    if (sql !== 'BEGIN') return;
    reader.prepare('SELECT 1 FROM looks').get();
    server.exec("INSERT INTO looks VALUES ('later', 'f', '2026-11-24', 1, 1, 1, 'ahead', '{}')");
  };
  const again = join(folder, 'again.sql');
  const { tables } = writeBackup(reader, again, ABOUT);
  expect(tables['looks']?.rows).toBe(1);
  expect(readFileSync(again, 'utf8')).toBe(readFileSync(backup, 'utf8'));
  for (const database of [server, reader]) database.close();
});

test.for([
  [
    'another program’s file',
    () => 'PRAGMA foreign_keys=OFF;\nBEGIN;\n',
    'is no backup of Truelift',
  ],
  ['a file that was cut off', (text: string) => text.slice(0, -200), 'is cut off'],
  ['a file without its end', (text: string) => text.replace(/-- end .*\n$/, ''), 'is cut off'],
  [
    'a file with a changed number',
    (text: string) => text.replace("'2026-11-23',1,2,0.1", "'2026-11-23',1,2,0.2"),
    'is not as it was written: its checksum does not match',
  ],
  ['an empty file', () => '', 'is no backup of Truelift'],
] as const)(
  '%s is refused by name, with what to do',
  async ([, change, why], { expect, folder, backup }) => {
    const file = join(folder, 'changed.sql');
    writeFileSync(file, change(readFileSync(backup, 'utf8')));
    expect(await readBackup(file, MIGRATION_NAMES)).toEqual({
      ok: false,
      sentence: expect.stringMatching(new RegExp(`^${file} ${why}.*\\.$`)),
    });
  },
);

test('a backup of a newer schema is refused, and one that is not there is missed', async ({
  expect,
  folder,
  backup,
}) => {
  const [, ...older] = MIGRATION_NAMES.toReversed();
  const newest = MIGRATION_NAMES.at(-1);
  expect(await readBackup(backup, older)).toEqual({
    ok: false,
    sentence: `${backup} was made by a newer Truelift: its database has ${newest}, which this checkout does not know. Bring this checkout up to date, then restore again.`,
  });
  expect(await readBackup(join(folder, 'none.sql'), older)).toMatchObject({
    sentence: expect.stringContaining('cannot be read'),
  });
});

test('when a table comes out otherwise, the database stays as it was', async ({
  expect,
  folder,
  backup,
}) => {
  const read = await readBackup(backup, MIGRATION_NAMES);
  if (!read.ok) throw new Error(read.sentence);
  const { tables } = read.contents;
  const wrong = { ...tables, looks: { rows: 2, sha256: '' } };
  const present = makeDatabase(join(folder, 'new'));
  present.exec("INSERT INTO looks VALUES ('mine', 'f', '2026-11-23', 1, 1, 1, 'ahead', '{}')");
  const before = everything(present);
  expect(await loadBackup(present, backup, { ...read.contents, tables: wrong })).toEqual({
    ok: false,
    sentence: expect.stringContaining('the table looks came out otherwise'),
  });
  expect(everything(present)).toEqual(before);
  present.close();
});

test('the salts of days are in no backup', async ({ expect, folder }) => {
  const database = makeDatabase(join(folder, 'salted'));
  database.exec("INSERT INTO day_salts VALUES ('2026-11-23', 'Salt_of_the_day', 1)");
  const file = join(folder, 'salted.sql');
  expect(writeBackup(database, file, ABOUT).tables['day_salts']).toMatchObject({ rows: 0 });
  expect(readFileSync(file, 'utf8')).not.toContain('Salt_of_the_day');
  const read = await readBackup(file, MIGRATION_NAMES);
  if (!read.ok) throw new Error(read.sentence);
  expect(await loadBackup(database, file, read.contents)).toEqual({ ok: true });
  expect(database.prepare('SELECT count(*) AS salts FROM day_salts').get()).toEqual({ salts: 0 });
});
