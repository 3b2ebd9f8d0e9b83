import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';

const FOLDERS = ['components', 'experiments', 'site', 'worker'];
const FILES = [
  'astro.config.mjs',
  'package-lock.json',
  'package.json',
  'tsconfig.json',
  'wrangler.toml',
];
/** Made by the build itself. */
const MADE = 'experiments/generated/';

/**
 * SHA-256 over names and contents of everything that a build reads: same hash, same site. `more`:
 * further folders that it reads.
 */
export function hashBuildInputs(root: string, more: readonly string[] = []): string {
  const hash = createHash('sha256');
  for (const path of [
    ...FILES,
    ...[...FOLDERS, ...more].flatMap((folder) => filesBelow(root, folder)),
  ].sort()) {
    const file = join(root, path);
    if (path.startsWith(MADE) || !existsSync(file) || !statSync(file).isFile()) continue;
    const content = readFileSync(file);
    hash.update(`${path}\n${content.length}\n`).update(content);
  }
  return hash.digest('hex');
}

function filesBelow(root: string, folder: string): readonly string[] {
  if (!existsSync(join(root, folder))) return [];
  return readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' }).map(
    (name) => `${folder}/${name.replaceAll('\\', '/')}`,
  );
}
