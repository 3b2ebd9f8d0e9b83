import type { Landing } from './landing.ts';

/** One language version of a page, as `hreflang` names it. */
export type Alternate = {
  /** A language tag, or `x-default` for everybody else. */
  readonly hreflang: string;
  /** Public path. */
  readonly path: string;
};

/** What is known of a landing here; ad-group pages say whose they are and belong to no group. */
export type Translated = Pick<Landing, 'path' | 'locale' | 'translationOf'> & {
  readonly id: string;
  readonly parent?: string | undefined;
};

/** The landing that another is a translation of, by id or path; undefined when there is none. */
export function originalOf<T extends Translated>(
  { translationOf }: Translated,
  landings: readonly T[],
): T | undefined {
  if (translationOf === undefined) return undefined;
  return landings.find(({ id, path }) => id === translationOf || path === translationOf);
}

/**
 * The language versions of every page that has any, by its path: the original and its translations,
 * the same list on each of them, then `x-default` with the original. So each link is answered.
 * Source: "localized versions", https://developers.google.com/search/docs/specialty/international/localized-versions.
 */
export function alternatesByPath(
  landings: readonly Translated[],
  siteLocale: string,
): ReadonlyMap<string, readonly Alternate[]> {
  const pages = landings.filter(({ parent }) => parent === undefined);
  const groups = new Map<string, Translated[]>();
  for (const page of pages) {
    const original = originalOf(page, pages);
    if (original === undefined) continue;
    const group = groups.get(original.path) ?? [original];
    groups.set(original.path, [...group, page]);
  }
  const byPath = new Map<string, readonly Alternate[]>();
  for (const [original, group] of groups) {
    const versions = [
      ...group.map(({ locale = siteLocale, path }) => ({ hreflang: locale, path })),
      { hreflang: 'x-default', path: original },
    ];
    for (const { path } of group) byPath.set(path, versions);
  }
  return byPath;
}
