import { type Compiled, compile, type Sources } from '#experiments/definition/catalog/compile.ts';
import type { Known } from '#experiments/definition/catalog/definitions.ts';
import { combinationPath } from '#experiments/definition/experiment/combination.ts';
import { known, readSources } from '#site/build/load.ts';
import { reportText } from '#site/build/report-text.ts';
import type { Inability } from '../terminal.ts';

type Good = Extract<Compiled, { readonly ok: true }>;

/** A page that somebody looks at, with everything that it is made from. */
export type OpenPage = {
  readonly ok: true;
  readonly root: string;
  readonly sources: Sources;
  readonly known: Known;
  readonly compiled: Good;
  /** Public path of the landing. */
  readonly path: string;
  readonly page: Good['pages'][number];
  /** Id and source of the file with the page's texts; undefined when no single file holds them. */
  readonly file: Sources['landings'][number] | undefined;
};

/** Which page: a landing's path and the key of a combination of it. */
export type PageName = { readonly path: string; readonly combination: string };

/** Reads the project anew; refuses while it is wrong, and a page that the build would not have. */
export async function openPage(root: string, name: PageName): Promise<OpenPage | Inability> {
  const [sources, names] = await Promise.all([readSources(root), known(root)]);
  const compiled = compile(sources, names);
  if (!compiled.ok) return { ok: false, sentence: reportText(compiled.problems) };
  const hidden = combinationPath(name.combination, name.path);
  const page = compiled.pages.find(({ path }) => path === hidden);
  if (page === undefined) {
    return { ok: false, sentence: 'This page is no longer built like this: load it again.' };
  }
  const landing = compiled.landings.find(({ path }) => path === page.content.path);
  const file = sources.landings.find(({ stem }) => stem === landing?.id);
  return { ok: true, root, sources, known: names, compiled, path: name.path, page, file };
}
