import { glob } from 'node:fs/promises';
import path from 'node:path';
import { slotWidth } from '#experiments/contract/token.ts';
import type { Compiled } from '#experiments/definition/catalog/compile.ts';
import { thanksPages } from '#experiments/definition/catalog/thanks-pages.ts';
import type { Expected } from './page-faults.ts';

type Good = Extract<Compiled, { readonly ok: true }>;

/** A page that the build makes, and what must be true of it. */
export type PageFile = {
  /** Public path; of a plain page the file's name. */
  readonly path: string;
  /** The landing whose variants it is compared with; of a plain page its own path. */
  readonly landingId: string;
  readonly expected: Expected;
  /** Variants that components must draw on it. */
  readonly components?: readonly string[];
};

/** Every landing in every combination, and the thanks pages. */
export function pageFiles({ catalog, pages }: Good): readonly PageFile[] {
  const { origin } = catalog.site;
  const turnstile = catalog.site.leads.spam.turnstile !== undefined;
  return [
    ...pages.map(({ path, landingId, landingPath, canonicalPath, key, ...page }): PageFile => {
      const here = catalog.experiments.filter(
        (experiment) => experiment.status !== 'ended' && experiment.landings.includes(landingPath),
      );
      const canonical = `${origin}${canonicalPath}`;
      const width = slotWidth(landingPath, here);
      const { components = [] } = page;
      const expected = { kind: 'landing', key, canonical, slotWidth: width, turnstile } as const;
      return { path, landingId, expected, components };
    }),
    ...thanksPages(pages).map(({ path, landingId, thanks }): PageFile => {
      const canonical = `${origin}${thanks.path}`;
      return { path, landingId, expected: { kind: 'thanks', key: '', canonical, slotWidth: 0 } };
    }),
  ];
}

/** The other pages below `folder`, such as the home and the 404 page. */
export async function plainFiles(
  folder: string,
  { catalog }: Good,
  known: readonly PageFile[],
): Promise<readonly PageFile[]> {
  const names = new Set(known.map((file) => fileOf(folder, file.path)));
  const plain: PageFile[] = [];
  for await (const name of glob('**/*.html', { cwd: folder })) {
    if (names.has(path.join(folder, name))) continue;
    const canonical = `${catalog.site.origin}/`;
    const expected: Expected = { kind: 'plain', key: '', canonical, slotWidth: 0 };
    plain.push({ path: name, landingId: name, expected });
  }
  return plain;
}

/** Where a page stands below the folder of a build. */
export function fileOf(folder: string, pagePath: string): string {
  const file = pagePath.endsWith('.html') ? pagePath : `${pagePath}index.html`;
  return path.join(folder, ...file.split('/'));
}
