import { mkdirSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { ROOT } from '#site/commands/local/settings.ts';

const MIGRATIONS = join(ROOT, 'worker/store/migrations');

/** Names of the migrations of this checkout, in order. */
export const MIGRATION_NAMES: readonly string[] = readdirSync(MIGRATIONS).sort();

/** Where the local database of a state folder lies; the name is any that wrangler could give it. */
export function databaseFile(state: string): string {
  return join(state, 'v3/d1/miniflare-D1DatabaseObject', `${'a1'.repeat(32)}.sqlite`);
}

/** An empty database with our schema in a state folder, as wrangler's migrations leave it. */
export function makeDatabase(state: string): DatabaseSync {
  const file = databaseFile(state);
  mkdirSync(dirname(file), { recursive: true });
  const database = new DatabaseSync(file);
  database.exec(`PRAGMA journal_mode = WAL;
    CREATE TABLE _cf_METADATA (key INTEGER PRIMARY KEY, value BLOB);
    CREATE TABLE d1_migrations (id INTEGER PRIMARY KEY AUTOINCREMENT, name TEXT UNIQUE,
      applied_at TIMESTAMP DEFAULT CURRENT_TIMESTAMP NOT NULL);`);
  for (const name of MIGRATION_NAMES) {
    database.exec(readFileSync(join(MIGRATIONS, name), 'utf8'));
    database.prepare('INSERT INTO d1_migrations (name) VALUES (?1)').run(name);
  }
  return database;
}

/** Rows with everything that a file of SQL could lose: see the test. */
export function fillOddly(database: DatabaseSync): void {
  database.exec(`
    INSERT INTO touchpoints (event_id, view_nonce, landing, occurred_at, received_at, query, referrer, source)
    VALUES ('plain', 'n', '/', 9007199254740993, -1, 'q=1&x=''; DROP TABLE leads; --', 'Größe 漢字 🙂', 'form'),
      ('lines', 'n', '/', 1, 1, 'a' || char(10) || '--' || char(13, 10) || 'b;', char(8232), 'form'),
      ('nul', 'n', '/', 1, 1, 'before' || char(0) || 'after', '', 'form'),
      ('no utf-8', 'n', '/', 1, 1, CAST(X'EDA080FF' AS TEXT), CAST(X'EFBBBF' AS TEXT), 'form'),
      ('gone', 'n', '/', 1, 1, '', '', 'form');
    DELETE FROM touchpoints WHERE event_id = 'gone';
    INSERT INTO crossings VALUES ('x', 'f', 'v', 'm', '2026-11-23', 1, 2, 0.1, NULL, 1.0),
      ('y', 'f', 'v', 'm', '2026-11-23', 1, 2, -9e999, 1.7976931348623157e308, 5e-324),
      ('z', 'f', 'v', 'm', '2026-11-23', 1, 2, 0.30000000000000004, 123456789012345678, -0.0);
    INSERT INTO conversion_statistics VALUES
      ('x', 'v', 1, '2026-11-23', 'cookie', 'all', '', 'm', 1, 1, 9007199254740993, 8.1e31);
    INSERT INTO looks VALUES ('x', 'f', '2026-11-23', 1, 1, 1, 'ahead', '{}');
    INSERT INTO leads (lead_id, form_id, landing, occurred_at, sealed_fields)
    VALUES ('long', 'f', '/', 1, '${'k1.'.padEnd(85_000, 'x')}');`);
}
