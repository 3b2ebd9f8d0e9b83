import { mkdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import process from 'node:process';
import type { Compiled } from '#experiments/definition/compile.ts';
import { load } from './load.ts';
import { reportText } from './report-text.ts';

const FOLDER = 'experiments/generated';
const NOTE = '// Made from the YAML files by site/build/generate.ts; edits are lost.';

/**
 * Reads site.yaml, landings, catalog and metrics below `root` and writes the modules that Astro,
 * Worker and tests import. Writes a module only when it differs in more than its build time, so
 * that a watcher comes to rest. Refuses, and writes nothing, when anything is wrong.
 */
export async function generate(root: string, now: number): Promise<Compiled> {
  const compiled = await load(root);
  if (compiled.ok) {
    await mkdir(path.join(root, FOLDER), { recursive: true });
    await writeChanged(path.join(root, FOLDER, 'catalog.ts'), catalogModule(compiled, now));
    await writeChanged(path.join(root, FOLDER, 'landings.ts'), landingsModule(compiled));
  }
  return compiled;
}

type Good = Extract<Compiled, { readonly ok: true }>;

function catalogModule({ catalog }: Good, now: number): string {
  return `${NOTE}
import type { Catalog } from '../definition/catalog.ts';

export const catalog: Catalog = ${literal({ builtAt: now, ...catalog })};
`;
}

function landingsModule({ landings, pages }: Good): string {
  return `${NOTE}
import type { StaticPage } from '../definition/build-pages.ts';
import type { NamedLanding } from '../definition/compile.ts';

export const landings: readonly NamedLanding[] = ${literal(landings)};

export const pages: readonly StaticPage[] = ${literal(pages)};
`;
}

function literal(value: unknown): string {
  return JSON.stringify(value, null, 2);
}

async function writeChanged(file: string, text: string): Promise<void> {
  const before = await readFile(file, 'utf8').catch(() => '');
  if (withoutTime(before) !== withoutTime(text)) await writeFile(file, text);
}

function withoutTime(text: string): string {
  return text.replace(/^ {2}"builtAt": \d+,$/m, '');
}

if (import.meta.main) {
  const result = await generate(process.cwd(), Date.now());
  if (!result.ok) {
    process.stderr.write(`${reportText(result.problems)}\n`);
    process.exitCode = 1;
  } else if (result.warnings.length > 0) {
    process.stderr.write(`${reportText(result.warnings)}\n`);
  }
}
