/**
 * Runs vector files against the engine: `node test/golden/run.ts [folder …]`, folders from
 * GOLDEN_DIR (several separated by ":") or the project's own. Prints `passed/total` per file and
 * what failed; exit code 1 when anything did, 2 when there was nothing to run.
 */
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import * as adapter from './adapter.ts';
import { type CaseResult, runCase, type VectorCase } from './compare.ts';

/** The folders that belong to the project. */
export const ownFolders = ['vectors', 'own'].map((name) =>
  fileURLToPath(new URL(name, import.meta.url)),
);

/** The vector files (absolute paths) of a folder, in order of name. */
export const vectorFiles = (folder: string): string[] =>
  readdirSync(folder)
    .filter((name) => name.endsWith('.json'))
    .sort()
    .map((name) => join(folder, name));

/** Runs all cases of one file. */
export function runFile(file: string): readonly CaseResult[] {
  const cases = JSON.parse(readFileSync(file, 'utf8')) as readonly VectorCase[];
  return cases.map((vector) => runCase(vector, adapter));
}

function main(folders: readonly string[]): number {
  const missing = folders.find((folder) => !existsSync(folder) || !statSync(folder).isDirectory());
  if (missing !== undefined) return say(`No folder ${missing}.`, 2);
  let total = 0;
  let failed = 0;
  for (const file of folders.flatMap(vectorFiles)) {
    const results = runFile(file);
    const faulty = results.filter((result) => result.faults.length > 0);
    total += results.length;
    failed += faulty.length;
    say(`${results.length - faulty.length}/${results.length} ${file}`, 0);
    for (const { id, faults } of faulty) say(`  ${id}: ${faults.join('; ')}`, 1);
  }
  if (total === 0) return say(`No vector cases in ${folders.join(', ')}.`, 2);
  say(`${total - failed} passed, ${failed} failed`, 0);
  return failed > 0 ? 1 : 0;
}

function say(line: string, code: number): number {
  process.stdout.write(`${line}\n`);
  return code;
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const named = process.argv.slice(2);
  const fromEnvironment = process.env.GOLDEN_DIR?.split(':').filter((part) => part !== '') ?? [];
  const folders = [named, fromEnvironment, ownFolders].find((list) => list.length > 0) ?? [];
  process.exitCode = main(folders);
}
