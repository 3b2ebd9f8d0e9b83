import type { StaticPage } from './build-pages.ts';
import type { NamedLanding } from './compile.ts';

type WithSections<T> = Omit<T, 'sections'> & {
  /** Places of the sections among the parts. */
  readonly sections: readonly number[];
};

/**
 * Landings and pages with every section once. The pages of a landing have most of theirs in common,
 * and a thousand pages per ad group would be twenty megabytes without this.
 */
export type FoldedPages = {
  readonly parts: readonly unknown[];
  readonly landings: readonly WithSections<NamedLanding>[];
  readonly pages: readonly (Omit<StaticPage, 'content'> & {
    readonly content: WithSections<StaticPage['content']>;
  })[];
};

export type Unfolded = {
  readonly landings: readonly NamedLanding[];
  readonly pages: readonly StaticPage[];
};

/** Puts equal sections into one place. */
export function foldPages({ landings, pages }: Unfolded): FoldedPages {
  const parts: unknown[] = [];
  /** By the section itself, which pages share where nothing changes it, and by its text. */
  const places = new Map<unknown, number>();
  const placeOf = (section: unknown): number => {
    const known = places.get(section);
    if (known !== undefined) return known;
    const text = JSON.stringify(section);
    const place = places.get(text) ?? parts.push(section) - 1;
    places.set(text, place).set(section, place);
    return place;
  };
  const fold = <T extends { readonly sections: readonly unknown[] }>(whole: T) => ({
    ...whole,
    sections: whole.sections.map(placeOf),
  });
  return {
    parts,
    landings: landings.map(fold),
    pages: pages.map((page) => ({ ...page, content: fold(page.content) })),
  };
}

/** The landings and pages again; equal sections are one value. */
export function unfoldPages({ parts, landings, pages }: FoldedPages): Unfolded {
  const unfold = <T extends { readonly sections: readonly number[] }>(whole: T) => ({
    ...whole,
    sections: whole.sections.map((place) => parts[place]),
  });
  return {
    landings: landings.map(unfold) as readonly NamedLanding[],
    pages: pages.map((page) => ({
      ...page,
      content: unfold(page.content),
    })) as readonly StaticPage[],
  };
}
