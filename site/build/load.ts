import { existsSync } from 'node:fs';
import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import { AD_GROUPS_FILE } from '#experiments/ad-groups/columns.ts';
import { type Compiled, compile, type Sources } from '#experiments/definition/catalog/compile.ts';
import type { Known } from '#experiments/definition/catalog/definitions.ts';
import type { Traffic } from '#experiments/definition/checks/traffic.ts';
import { LOCK_FILE } from '#experiments/definition/experiment/lock.ts';
import type { Problem, Source } from '#experiments/definition/faults/problem.ts';
import { RATES_FILE } from '#experiments/revenue/read-rates.ts';
import { drawnInComponents } from './mdx/drawn-in-components.ts';
import { joinedLists, moreFolder } from './more-sources.ts';
import { countryCodes, languageCodes } from './named-codes.ts';
import { parseFile } from './parse-file.ts';
import { readSource } from './read-source.ts';

/** Files and folders that marketers edit, from the project's root. */
export const SITE_FILE = 'site/site.yaml';
export const LANDING_FOLDER = 'site/landing';
export const CATALOG_FOLDER = 'experiments/catalog';
export const METRICS_FILE = 'experiments/metrics.yaml';
export const CRM_FILE = 'site/crm.yaml';
export const PLATFORMS_FILE = 'site/platforms.yaml';

const PAGE_FOLDER = 'site/pages';

/** Reads and checks everything below a project's root; refuses with all problems at once. `traffic`: when known. */
export async function load(root: string, traffic?: Traffic): Promise<Compiled> {
  const names = await known(root);
  return compile(await readSources(root), traffic === undefined ? names : { ...names, traffic });
}

/** What the platform and the site's own pages add to the checks. */
export async function known(root: string): Promise<Known> {
  return {
    timeZones: [...Intl.supportedValuesOf('timeZone'), 'UTC'],
    currencies: Intl.supportedValuesOf('currency'),
    countries: countryCodes(),
    languages: languageCodes(),
    iconFiles: (await filesOf(root, path.dirname(SITE_FILE)))
      .filter((file) => /\.(?:svg|png)$/.test(file))
      .map((file) => `./${path.basename(file)}`),
    pictures: await pictures(root),
    ownPaths: await ownPaths(root),
  };
}

/** Every file that people edit, read but not checked. */
export async function readSources(root: string): Promise<Sources> {
  const unreadable: Problem[] = [];
  const read = async (file: string): Promise<Source | undefined> => {
    const result = await readSource(root, file, parseFile);
    if (result.ok) return result.source;
    unreadable.push(...result.problems);
    return undefined;
  };
  const folder = async (name: string): Promise<readonly Source[]> => {
    const files = (await filesOf(root, name)).filter((file) => file !== LOCK_FILE);
    unreadable.push(...files.filter((file) => file.endsWith('.yml')).map(misnamed));
    const endings = name === LANDING_FOLDER ? ['.yaml', '.mdx'] : ['.yaml'];
    const readable = files.filter((file) => endings.some((ending) => file.endsWith(ending)));
    unreadable.push(...twice(readable));
    const sources = await Promise.all(readable.map(read));
    return sources.filter((source) => source !== undefined);
  };
  const more = moreFolder(process.env);
  const also = async (name: string) => (more ? await folder(`${more}/${name}`) : []);
  const optional = async (file: string) =>
    existsSync(path.join(root, file)) ? await read(file) : undefined;
  const [site, metrics, crm, platforms, landings, experiments, lock, adGroups, rates, components] =
    await Promise.all([
      read(SITE_FILE),
      read(METRICS_FILE),
      optional(CRM_FILE),
      optional(PLATFORMS_FILE),
      folder(LANDING_FOLDER),
      folder(CATALOG_FOLDER),
      optional(LOCK_FILE),
      textOf(path.join(root, AD_GROUPS_FILE)),
      textOf(path.join(root, RATES_FILE)),
      drawnInComponents(root),
    ]);
  unreadable.push(...components.problems);
  return {
    site,
    metrics: more ? joinedLists(metrics, await read(`${more}/metrics.yaml`)) : metrics,
    crm,
    platforms,
    landings: [...landings, ...(await also('landing'))],
    experiments: [...experiments, ...(await also('experiments'))],
    lock,
    adGroups,
    rates,
    drawn: components.drawn,
    unreadable,
  };
}

/** Text of a file that need not be there. */
export function textOf(file: string): Promise<string | undefined> {
  return readFile(file, 'utf8').catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return undefined;
    throw error;
  });
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

/** The pictures of landings, those of `moreFolder` included. */
async function pictures(root: string): Promise<readonly string[]> {
  const more = moreFolder(process.env);
  const folders = [LANDING_FOLDER, ...(more ? [`${more}/landing`] : [])];
  const files = await Promise.all(folders.map((folder) => filesOf(root, folder, true)));
  return files.flat().filter((file) => /\.(?:jpe?g|png|webp|avif)$/.test(file));
}

function misnamed(file: string): Problem {
  const right = path.basename(file).replace(/yml$/, 'yaml');
  const wrong = `is not read because of its ending; call it ${right}`;
  return { level: 'error', file, line: 1, key: '', wrong };
}

/** One page in two files: both would be called the same. */
function twice(files: readonly string[]): readonly Problem[] {
  return files.flatMap((file): readonly Problem[] => {
    const yaml = file.replace(/mdx$/, 'yaml');
    if (yaml === file || !files.includes(yaml)) return [];
    const wrong = `has the name of ${yaml}; call one of them otherwise`;
    return [{ level: 'error', file, line: 1, key: '', wrong }];
  });
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
