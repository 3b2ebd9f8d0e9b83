import { createReadStream, mkdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { stripVTControlCharacters } from 'node:util';
import { runTool } from '../local/tool.ts';
import type { Inability } from '../terminal.ts';

/** Where wrangler finds a database, and a folder for what lies on this machine meanwhile. */
export type Deployed = {
  /** `--remote`; the tests say `--local`, for the same commands on this machine. */
  readonly where: '--remote' | '--local';
  /** wrangler.toml that names the database. */
  readonly config: string;
  readonly scratch: string;
  readonly env: NodeJS.ProcessEnv;
};

/** Whether wrangler.toml names a database that was made. */
export function namesDatabase(config: string): boolean {
  return /^\s*database_id\s*=\s*"[^"]+"/m.test(readFileSync(config, 'utf8'));
}

/**
 * Runs `use` on a copy of the deployed database, made by D1's own export and gone afterwards.
 * @throws when the export holds what SQLite does not take
 */
export async function withExportedCopy<Result>(
  deployed: Deployed,
  use: (copy: DatabaseSync) => Result,
): Promise<Result | Inability> {
  const folder = join(deployed.scratch, 'export');
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  try {
    const file = join(folder, 'export.sql');
    const answer = await wrangler(deployed, ['export', 'truelift', '--output', file, '-y']);
    if (!answer.ok) return answer;
    const copy = new DatabaseSync(join(folder, 'copy.sqlite'));
    copy.exec('PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF');
    await loadExport(copy, file);
    const result = use(copy);
    copy.close();
    return result;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** How many tables of ours the deployed database has. */
export async function tablesThere(
  deployed: Deployed,
): Promise<{ readonly ok: true; readonly tables: number } | Inability> {
  const sql = `SELECT count(*) AS tables FROM sqlite_master WHERE type = 'table'
    AND name NOT LIKE 'sqlite~_%' ESCAPE '~' AND name NOT LIKE '~_cf~_%' ESCAPE '~'`;
  const answer = await wrangler(deployed, ['execute', 'truelift', '--command', sql, '--json']);
  if (!answer.ok) return answer;
  const found = /"tables":\s*(\d+)/.exec(answer.output)?.[1];
  return found === undefined
    ? { ok: false, sentence: `The database did not say what it holds: ${answer.output.trim()}` }
    : { ok: true, tables: Number(found) };
}

/** Lets D1 run the statements of a backup. */
export function importBackup(deployed: Deployed, file: string) {
  return wrangler(deployed, ['execute', 'truelift', '--file', file, '-y']);
}

async function wrangler(
  { where, config, env }: Deployed,
  args: readonly string[],
): Promise<{ readonly ok: true; readonly output: string } | Inability> {
  const all = ['d1', ...args, where, '--config', config];
  const { code, output } = await runTool({ tool: 'wrangler', args: all, env });
  const plain = stripVTControlCharacters(output);
  if (code === 0) return { ok: true, output: plain };
  const why = /ERROR\]\s*(.+)/.exec(plain)?.[1] ?? plain;
  return { ok: false, sentence: `wrangler d1 ${args[0]} failed: ${why.trim()}` };
}

/** A statement may go over several lines: more are added for as long as SQLite calls it incomplete. */
async function loadExport(database: DatabaseSync, file: string): Promise<void> {
  let statement = '';
  database.exec('BEGIN');
  for await (const line of linesOf(file)) {
    statement = statement === '' ? line : `${statement}\n${line}`;
    if (!line.trimEnd().endsWith(';')) continue;
    try {
      database.exec(statement);
      statement = '';
    } catch (error) {
      if (!/incomplete input|unrecognized token/.test(String(error))) throw error;
    }
  }
  if (statement.trim() !== '') database.exec(statement);
  database.exec('COMMIT');
}

/**
 * Lines end with a line feed and nothing else: texts may hold the other line breaks. A NUL, which
 * ends what SQLite reads, stands only inside a text and is written as one.
 */
async function* linesOf(file: string): AsyncGenerator<string> {
  let rest = '';
  for await (const chunk of createReadStream(file, 'utf8')) {
    const lines = `${rest}${chunk}`.replaceAll('\0', "'||char(0)||'").split('\n');
    rest = lines.pop() ?? '';
    yield* lines;
  }
  if (rest !== '') yield rest;
}
