import { existsSync, readdirSync, readFileSync, realpathSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';
import { folderOf, type Lockfile } from './lockfile.ts';

/** Packages whose one file has their dependencies inside: a source map shows the file alone. */
const WHOLE: ReadonlySet<string> = new Set(['node_modules/linkedom']);

/**
 * Folders of the packages that have code in a built Worker, sorted, as package-lock.json names them:
 * `node_modules/hono`. Told by the source maps beside the modules, so a package of which nothing was
 * used is not among them. Empty where no module has a source map.
 */
export function bundledPackages(root: string, server: string, lock: Lockfile): readonly string[] {
  const found = new Set<string>();
  const modules = join(root, 'node_modules');
  // Source maps name files by where they truly are, also when node_modules is a link.
  const truly = existsSync(modules) ? realpathSync(modules) : modules;
  for (const map of mapsBelow(server)) {
    const { sources = [] } = JSON.parse(readFileSync(map, 'utf8')) as { sources?: string[] };
    for (const source of sources) {
      const folder = packageOf(relative(truly, resolve(dirname(map), source)));
      if (folder !== null) found.add(folder);
    }
  }
  for (const folder of found) if (WHOLE.has(folder)) addNeeds(found, folder, lock);
  return [...found].sort();
}

function mapsBelow(folder: string): readonly string[] {
  if (!existsSync(folder)) return [];
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.mjs.map'))
    .map((name) => join(folder, name));
}

/**
 * `node_modules/a/node_modules/@b/c` of `a/node_modules/@b/c/file.js`, a path within node_modules;
 * null for files that are elsewhere.
 */
function packageOf(path: string): string | null {
  const folder = /^((?:[^.].*\/node_modules\/)?(?:@[^/]+\/)?[^./@][^/]*)\//.exec(
    path.replaceAll('\\', '/'),
  )?.[1];
  return folder === undefined ? null : `node_modules/${folder}`;
}

/** Adds what a package needs, and what that needs. */
function addNeeds(found: Set<string>, folder: string, lock: Lockfile): void {
  for (const name of Object.keys(lock.packages[folder]?.dependencies ?? {})) {
    const needed = folderOf(lock, folder, name);
    if (needed === null || found.has(needed)) continue;
    found.add(needed);
    addNeeds(found, needed, lock);
  }
}
