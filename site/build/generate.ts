import { mkdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import process from 'node:process';
import type { Compiled } from '#experiments/definition/catalog/compile.ts';
import { foldPages } from '#experiments/definition/catalog/fold-pages.ts';
import { LANDING_FOLDER, load } from './load.ts';
import { reportText } from './report-text.ts';
import { drawnImages } from './share/drawn-images.ts';
import { iconLinks, siteIcon } from './share/icons.ts';
import type { SharedFiles } from './share/shared-files.ts';

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
    await writeChanged(path.join(root, FOLDER, 'bodies.ts'), bodiesModule(compiled));
    await writeChanged(path.join(root, FOLDER, 'share.ts'), await shareModule(root, compiled));
  }
  return compiled;
}

type Good = Extract<Compiled, { readonly ok: true }>;

function catalogModule({ catalog }: Good, now: number): string {
  return `${NOTE}
import type { Catalog } from '../definition/catalog/catalog.ts';

export const catalog: Catalog = ${literal({ builtAt: now, ...catalog })};
`;
}

function landingsModule({ landings, pages }: Good): string {
  // As a text: a literal of this size takes compilers seconds that parsing it does not.
  const folded = JSON.stringify(JSON.stringify(foldPages({ landings, pages })));
  return `${NOTE}
import { type Unfolded, unfoldPages } from '../definition/catalog/fold-pages.ts';

export const { landings, pages }: Unfolded = unfoldPages(JSON.parse(${folded}));
`;
}

async function shareModule(root: string, { catalog, landings }: Good): Promise<string> {
  const icon = await siteIcon(root, catalog.site);
  const drawn = drawnImages(landings, catalog.site, icon.bytes);
  return `${NOTE}
import type { SharedFiles } from '../../site/build/share/shared-files.ts';

export const { shareImages, icons }: SharedFiles = ${literal({
    shareImages: Object.fromEntries(drawn.map(({ path: page, image }) => [page, image])),
    icons: iconLinks(icon, catalog.site.icon === undefined),
  } satisfies SharedFiles)};
`;
}

/** Texts of .mdx landings, each loaded by the pages that show it. */
function bodiesModule({ pages }: Good): string {
  const parts = pages.flatMap(({ content }) =>
    content.sections.flatMap((section) => (section.type === 'body' ? section.parts : [])),
  );
  const entries = [...new Set(parts)].sort().map((part) => {
    const file = `../../${LANDING_FOLDER}/${part.replace('/', '.part-')}.mdx`;
    return `  ${literal(part)}: () => import(${literal(file)}),\n`;
  });
  return `${NOTE}
// @ts-nocheck The modules are made by the build, and TypeScript looks for files.
import type { AstroComponentFactory } from 'astro/runtime/server/index.js';

export const bodies: Readonly<Record<string, () => Promise<{ readonly default: unknown }>>> = {
${entries.join('')}};

/** The compiled texts of these names. */
export async function loadBodies(
  parts: readonly string[],
): Promise<Readonly<Record<string, AstroComponentFactory>>> {
  const loaded = await Promise.all(
    parts.map(async (part) => [part, (await bodies[part]?.())?.default] as const),
  );
  return Object.fromEntries(loaded) as Record<string, AstroComponentFactory>;
}
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
