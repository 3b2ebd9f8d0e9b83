import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { bodyNodes } from './body-nodes.ts';
import { onlyAt, splitMdx } from './split.ts';
import { withExperimentIds } from './variant-tags.ts';

/** Module of one text of an .mdx landing: `site/landing/guide.part-2.mdx`, beside the file. */
const PART = /^(.*\/([^/]+))\.part-(\d+)\.mdx$/;

/** The part of Vite's plugin context that is needed here. */
type Context = { addWatchFile(file: string): void };

/**
 * Compiles each text of an .mdx landing as a module of its own, so that a page holds only the texts
 * that it shows, and tells every `<Variant>` its experiment. Lines are those of the file.
 */
export function landingBodies(root: string) {
  return {
    name: 'truelift-landing-bodies',
    enforce: 'pre' as const,
    resolveId: {
      order: 'pre' as const,
      handler(source: string, importer: string | undefined): string | undefined {
        if (!PART.test(source)) return undefined;
        if (path.isAbsolute(source) && source.startsWith(root)) return source;
        return importer === undefined ? undefined : path.resolve(path.dirname(importer), source);
      },
    },
    load: {
      order: 'pre' as const,
      async handler(this: Context, id: string): Promise<string | undefined> {
        const [, whole = '', stem = '', number = ''] = PART.exec(id) ?? [];
        if (whole === '') return undefined;
        const file = `${whole}.mdx`;
        this.addWatchFile(file);
        return partOf({ file, stem, text: await readFile(file, 'utf8') }, Number(number));
      },
    },
    transform: {
      order: 'pre' as const,
      handler(code: string, id: string): { code: string; map: null } | undefined {
        if (!/\.(?:astro|mdx)$/.test(id)) return undefined;
        const changed = withExperimentIds(code);
        return changed === undefined ? undefined : { code: changed, map: null };
      },
    },
  };
}

/** One text of a body with the imports of its file, everything else blank. */
export function partOf(
  file: { readonly file: string; readonly stem: string; readonly text: string },
  number: number,
): string {
  const { text } = file;
  const from = splitMdx(text)?.body ?? 0;
  const [start, end] = bodyNodes(file, from).parts[number] ?? [from, from];
  const code = [...text.matchAll(/^(?:import|export)\b[^\n]*(?:\n(?!\s*\n)[^\n]*)*/gm)]
    .map(({ index, 0: whole }) => [index, index + whole.length] as const)
    .filter(([at, until]) => at >= from && (until <= start || at >= end));
  return onlyAt(text, [...code, [start, end]]);
}
