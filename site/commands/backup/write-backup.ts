import { createHash } from 'node:crypto';
import { closeSync, fsyncSync, openSync, renameSync, rmSync, writeSync } from 'node:fs';
import type { DatabaseSync } from 'node:sqlite';
import {
  CONTENTS_MARK,
  type Contents,
  CUT,
  END_MARK,
  FIRST_LINE,
  FORMAT,
  type TableContents,
} from './contents.ts';
import { columnsOf, rowsOfTable, schemaOf, sequencesOf } from './read-tables.ts';

/**
 * D1 takes statements of at most 100 000 bytes,
 * https://developers.cloudflare.com/d1/platform/limits/
 */
const LONGEST_STATEMENT = 90_000;
/** What is held in memory before it is written. */
const CHUNK = 1 << 20;

/**
 * Writes everything that a database holds as SQL that makes it anew, readable by this user alone.
 * Rows come before indexes and triggers, so that no trigger forbids them. The whole is one moment of
 * the database, also while a server writes to it. The file appears when it is complete.
 * @throws when the database has virtual tables, of which there is no such SQL
 */
export function writeBackup(
  database: DatabaseSync,
  file: string,
  about: Pick<Contents, 'takenAt' | 'from'>,
): Contents {
  const part = `${file}.part`;
  rmSync(part, { force: true });
  const out = openOutput(part);
  database.exec('BEGIN');
  try {
    const contents = writeStatements(database, out.line, about);
    out.line(`${CONTENTS_MARK}${JSON.stringify(contents)}`);
    out.end();
    renameSync(part, file);
    return contents;
  } catch (error) {
    rmSync(part, { force: true });
    throw error;
  } finally {
    database.exec('COMMIT');
  }
}

function writeStatements(
  database: DatabaseSync,
  line: (text: string) => void,
  about: Pick<Contents, 'takenAt' | 'from'>,
): Contents {
  const schema = schemaOf(database);
  const virtual = schema.find(({ sql }) => /^CREATE\s+VIRTUAL/i.test(sql));
  if (virtual)
    throw new Error(`the table ${virtual.name} is virtual and cannot be written as rows`);
  const [made, later] = [
    schema.filter(({ type }) => type === 'table'),
    schema.filter(({ type }) => type !== 'table'),
  ];
  line(FIRST_LINE);
  const tables: Record<string, TableContents> = {};
  for (const { name, sql } of made) {
    line(`${CUT}\n${sql};`);
    tables[name] = writeRows(database, name, line);
  }
  const sequences = sequencesOf(database);
  if (sequences.length > 0) {
    line(`${CUT}\nDELETE FROM sqlite_sequence;`);
    for (const [name, seq] of sequences) {
      line(`INSERT INTO sqlite_sequence (name, seq) VALUES ('${name}', ${seq});`);
    }
  }
  for (const { sql } of later) line(`${CUT}\n${sql};`);
  const migrations = made.some(({ name }) => name === 'd1_migrations')
    ? database
        .prepare('SELECT name FROM d1_migrations ORDER BY id')
        .all()
        .map(({ name }) => String(name))
    : [];
  return { product: 'truelift', format: FORMAT, ...about, migrations, tables };
}

/** As few statements as their length allows. A row alone may be longer, which D1 says. */
function writeRows(
  database: DatabaseSync,
  table: string,
  line: (text: string) => void,
): TableContents {
  const names = columnsOf(database, table).map((name) => `"${name}"`);
  const start = `INSERT INTO "${table}" (${names.join(',')}) VALUES\n`;
  let waiting: string[] = [];
  let length = 0;
  const flush = () => {
    if (waiting.length > 0) line(`${CUT}\n${start}${waiting.join(',\n')};`);
    waiting = [];
    length = start.length;
  };
  const rows = rowsOfTable(database, table);
  flush();
  for (;;) {
    const next = rows.next();
    if (next.done) {
      flush();
      return next.value;
    }
    const bytes = Buffer.byteLength(next.value) + 2;
    if (length + bytes > LONGEST_STATEMENT) flush();
    waiting.push(next.value);
    length += bytes;
  }
}

function openOutput(file: string) {
  const handle = openSync(file, 'wx', 0o600);
  const digest = createHash('sha256');
  let waiting = '';
  const flush = () => {
    const bytes = Buffer.from(waiting);
    digest.update(bytes);
    for (let at = 0; at < bytes.length; ) at += writeSync(handle, bytes, at);
    waiting = '';
  };
  return {
    line: (text: string) => {
      waiting += `${text}\n`;
      if (waiting.length > CHUNK) flush();
    },
    end: () => {
      flush();
      writeSync(handle, `${END_MARK}${digest.digest('hex')}\n`);
      fsyncSync(handle);
      closeSync(handle);
    },
  };
}
