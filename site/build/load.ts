import { readdir } from 'node:fs/promises';
import path from 'node:path';
import { type Compiled, compile, type Sources } from '#experiments/definition/compile.ts';
import type { Known } from '#experiments/definition/definitions.ts';
import type { Problem, Source } from '#experiments/definition/problem.ts';
import { readSource } from './read-source.ts';

/** Files and folders that marketers edit, from the project's root. */
export const SITE_FILE = 'site/site.yaml';
export const LANDING_FOLDER = 'site/landing';
export const CATALOG_FOLDER = 'experiments/catalog';
export const METRICS_FILE = 'experiments/metrics.yaml';

/** Reads and checks everything below a project's root; refuses with all problems at once. */
export async function load(root: string): Promise<Compiled> {
  return compile(await readSources(root), knownNames());
}

async function readSources(root: string): Promise<Sources> {
  const unreadable: Problem[] = [];
  const read = async (file: string): Promise<Source | undefined> => {
    const result = await readSource(root, file);
    if (result.ok) return result.source;
    unreadable.push(...result.problems);
    return undefined;
  };
  const folder = async (name: string): Promise<readonly Source[]> => {
    const sources = await Promise.all((await yamlFiles(root, name)).map(read));
    return sources.filter((source) => source !== undefined);
  };
  const [site, metrics, landings, experiments] = await Promise.all([
    read(SITE_FILE),
    read(METRICS_FILE),
    folder(LANDING_FOLDER),
    folder(CATALOG_FOLDER),
  ]);
  return { site, metrics, landings, experiments, unreadable };
}

/** The YAML files of a folder in the order of their names; none when the folder is missing. */
async function yamlFiles(root: string, folder: string): Promise<readonly string[]> {
  const names = await readdir(path.join(root, folder)).catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return [];
    throw error;
  });
  return names
    .filter((name) => name.endsWith('.yaml'))
    .sort()
    .map((name) => `${folder}/${name}`);
}

function knownNames(): Known {
  return {
    timeZones: [...Intl.supportedValuesOf('timeZone'), 'UTC'],
    currencies: Intl.supportedValuesOf('currency'),
  };
}
