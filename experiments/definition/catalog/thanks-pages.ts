import { combinationPath } from '../experiment/combination.ts';
import { canonicalJson } from '../experiment/fingerprint.ts';
import type { Landing } from '../landing/landing.ts';
import type { Thanks } from '../landing/thanks.ts';
import type { StaticPage } from './build-pages.ts';
import type { CatalogThanks } from './catalog.ts';

/** One thanks page to prerender. */
export type ThanksPage = {
  /** Where the file is: the public path, or a hidden one where a combination has thanks of its own. */
  readonly path: string;
  /** Combination key; empty for the page of everybody else. */
  readonly key: string;
  readonly landingId: string;
  /** The landing whose form leads here. */
  readonly content: Landing;
  readonly thanks: Thanks;
};

/**
 * Every thanks page of some landings: those of the controls, then those of combinations whose
 * changes touch them. Previews send no form, so drafts have none.
 */
export function thanksPages(pages: readonly StaticPage[]): readonly ThanksPage[] {
  const found = new Map<string, ThanksPage>();
  const shown = pages.filter(({ draft }) => !draft);
  for (const page of [
    ...shown.filter(({ key }) => key === ''),
    ...shown.filter(({ key }) => key !== ''),
  ]) {
    for (const thanks of thanksOf(page.content)) {
      const plain = found.get(thanks.path);
      const same = plain !== undefined && canonicalJson(plain.thanks) === canonicalJson(thanks);
      const path = plain === undefined ? thanks.path : combinationPath(page.key, thanks.path);
      if (same || found.has(path)) continue;
      const { key, landingId, content } = page;
      found.set(path, { path, key, landingId, content, thanks });
    }
  }
  return [...found.values()];
}

/** What the Worker knows of them: each public address once, with the combinations that differ. */
export function thanksEntries(pages: readonly StaticPage[]): readonly CatalogThanks[] {
  return [...Map.groupBy(thanksPages(pages), ({ thanks }) => thanks.path)].map(([path, all]) => ({
    path,
    landing: all[0]?.content.path ?? '/',
    keys: all.filter((page) => page.path !== path).map(({ key }) => key),
  }));
}

/** The thanks pages that the forms of a landing lead to. */
export function thanksOf({ thanks, sections }: Landing): readonly Thanks[] {
  return [
    ...(thanks === undefined ? [] : [thanks]),
    ...sections.flatMap((section) =>
      section.type === 'form' && section.thanks !== undefined ? [section.thanks] : [],
    ),
  ];
}

/** Where a form of a landing leads: its own thanks page, else the landing's, else nowhere. */
export function thanksPathOf({ sections, thanks }: Landing, form: string): string | undefined {
  const section = sections.find((one) => one.type === 'form' && one.form === form);
  return (section?.type === 'form' ? (section.thanks ?? thanks) : thanks)?.path;
}
