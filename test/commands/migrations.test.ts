import { cpSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test as base } from 'vitest';
import { migrate } from '#site/commands/local/migrations.ts';
import { ROOT } from '#site/commands/local/settings.ts';
import { toolEnvironment } from '#site/commands/local/tool-environment.ts';
import { closeLocalDatabase, openLocalDatabase } from '#test/seed/local-database.ts';

const MIGRATIONS = 'worker/store/migrations';
const NEXT = '9999_next.sql';

const test = base.extend<{ folder: string }>({
  // biome-ignore lint/correctness/noEmptyPattern: vitest reads the needed fixtures from the pattern
  folder: async ({}, use) => {
    const folder = mkdtempSync(join(tmpdir(), 'truelift-migrations-'));
    cpSync(join(ROOT, MIGRATIONS), join(folder, MIGRATIONS), { recursive: true });
    cpSync(join(ROOT, 'wrangler.toml'), join(folder, 'wrangler.toml'));
    await use(folder);
    rmSync(folder, { recursive: true, force: true });
  },
});

/** What the database of a state folder holds of the next migration, and what is on record as done. */
function look(state: string) {
  const file = openLocalDatabase(state);
  const names = (sql: string) =>
    file
      .prepare(sql)
      .all()
      .map(({ name }) => String(name));
  const seen = {
    done: names('SELECT name FROM d1_migrations ORDER BY id'),
    columns: names("SELECT name FROM pragma_table_info('leads')"),
    tables: names("SELECT name FROM sqlite_master WHERE type = 'table'"),
    leads: names('SELECT lead_id AS name FROM leads ORDER BY lead_id'),
  };
  closeLocalDatabase(file);
  return seen;
}

test('a migration that fails half-way leaves nothing of itself, and is made good by the next run', {
  timeout: 180_000,
}, async ({ expect, folder }) => {
  const state = join(folder, 'state');
  const run = () => migrate(state, toolEnvironment(state), join(folder, 'wrangler.toml'));
  expect(await run()).toEqual({ ok: true });
  const file = openLocalDatabase(state);
  file.exec(
    "INSERT INTO leads (lead_id, form_id, landing, occurred_at, sealed_fields) VALUES ('kept', 'f', '/', 1, '')",
  );
  closeLocalDatabase(file);
  const before = look(state);
  expect(before.done).toEqual(readdirSync(join(ROOT, MIGRATIONS)).sort());

  const next = join(folder, MIGRATIONS, NEXT);
  const sound = `ALTER TABLE leads ADD COLUMN colour TEXT;
CREATE TABLE colours (name TEXT NOT NULL) STRICT;
INSERT INTO leads (lead_id, form_id, landing, occurred_at, sealed_fields) VALUES ('new', 'f', '/', 2, '');
`;
  writeFileSync(next, `${sound}INSERT INTO no_such_table VALUES (1);\n`);
  const failed = await run();
  expect(failed).toMatchObject({ ok: false, sentence: expect.stringContaining('no_such_table') });
  expect(look(state)).toEqual(before);

  writeFileSync(next, sound);
  expect(await run()).toEqual({ ok: true });
  expect(look(state)).toEqual({
    done: [...before.done, NEXT],
    columns: [...before.columns, 'colour'],
    tables: expect.arrayContaining([...before.tables, 'colours']),
    leads: ['kept', 'new'],
  });
});
