import { existsSync } from 'node:fs';
import { readdir } from 'node:fs/promises';
import path from 'node:path';
import { type Compiled, compile, type Sources } from '#experiments/definition/compile.ts';
import type { Known } from '#experiments/definition/definitions.ts';
import { LOCK_FILE } from '#experiments/definition/lock.ts';
import type { Problem, Source } from '#experiments/definition/problem.ts';
import { readSource } from './read-source.ts';

/** Files and folders that marketers edit, from the project's root. */
export const SITE_FILE = 'site/site.yaml';
export const LANDING_FOLDER = 'site/landing';
export const CATALOG_FOLDER = 'experiments/catalog';
export const METRICS_FILE = 'experiments/metrics.yaml';

const PAGE_FOLDER = 'site/pages';

/** Reads and checks everything below a project's root; refuses with all problems at once. */
export async function load(root: string): Promise<Compiled> {
  return compile(await readSources(root), await known(root));
}

/** What the platform and the site's own pages add to the checks. */
export async function known(root: string): Promise<Known> {
  return {
    timeZones: [...Intl.supportedValuesOf('timeZone'), 'UTC'],
    currencies: Intl.supportedValuesOf('currency'),
    ownPaths: await ownPaths(root),
  };
}

/** Every file that people edit, read but not checked. */
export async function readSources(root: string): Promise<Sources> {
  const unreadable: Problem[] = [];
  const read = async (file: string): Promise<Source | undefined> => {
    const result = await readSource(root, file);
    if (result.ok) return result.source;
    unreadable.push(...result.problems);
    return undefined;
  };
  const folder = async (name: string): Promise<readonly Source[]> => {
    const files = (await filesOf(root, name)).filter((file) => file !== LOCK_FILE);
    unreadable.push(...files.filter((file) => file.endsWith('.yml')).map(misnamed));
    const sources = await Promise.all(files.filter((file) => file.endsWith('.yaml')).map(read));
    return sources.filter((source) => source !== undefined);
  };
  const [site, metrics, landings, experiments, lock] = await Promise.all([
    read(SITE_FILE),
    read(METRICS_FILE),
    folder(LANDING_FOLDER),
    folder(CATALOG_FOLDER),
    existsSync(path.join(root, LOCK_FILE)) ? read(LOCK_FILE) : undefined,
  ]);
  return { site, metrics, landings, experiments, lock, unreadable };
}

/** The files of a folder in the order of their names; none when the folder is missing. */
async function filesOf(
  root: string,
  folder: string,
  recursive = false,
): Promise<readonly string[]> {
  const names = await readdir(path.join(root, folder), { recursive }).catch(
    (error: NodeJS.ErrnoException) => {
      if (error.code === 'ENOENT') return [];
      throw error;
    },
  );
  return names.sort().map((name) => `${folder}/${name.replaceAll(path.sep, '/')}`);
}

function misnamed(file: string): Problem {
  const right = path.basename(file).replace(/yml$/, 'yaml');
  const wrong = `is not read because of its ending; call it ${right}`;
  return { level: 'error', file, line: 1, key: '', wrong };
}

/** Where the pages of `site/pages` are that have a fixed path. */
async function ownPaths(root: string): Promise<Known['ownPaths']> {
  const files = await filesOf(root, PAGE_FOLDER, true);
  return files
    .filter((file) => file.endsWith('.astro') && !file.includes('['))
    .map((file) => {
      const route = file.slice(PAGE_FOLDER.length, -'.astro'.length).replace(/\/index$/, '');
      return { path: `${route}/`, file };
    });
}
