import { canonicalJson } from '../experiment/fingerprint.ts';
import { fieldsOfForm } from '../landing/consent-field.ts';
import type { FormDefinition, FormField } from '../landing/form.ts';
import type { Landing } from '../landing/landing.ts';
import type { StaticPage } from './build-pages.ts';
import type { Sourced } from './definitions.ts';
import { thanksPathOf } from './thanks-pages.ts';

type PagesOf = (landingId: string) => readonly StaticPage[];

/**
 * Every form of the site, once: a page of an ad group shows its parent's, so that a submit there is
 * a submit of the same form and counts for the same metrics.
 */
export function buildForms(
  landings: readonly Sourced<Landing>[],
  pagesOf: PagesOf,
): readonly FormDefinition[] {
  const children = Map.groupBy(landings, ({ value }) => value.parent);
  const borrowed = borrowedPages(landings, pagesOf);
  return landings.flatMap(({ source, value }) =>
    formsOf(value, landings, published(pagesOf(source.stem))).map((form) => {
      const fieldsByPage = {
        ...fieldsOnPages(form, children.get(value.path) ?? [], pagesOf),
        ...fieldsElsewhere(form, borrowed.get(value.path) ?? []),
      };
      return Object.keys(fieldsByPage).length === 0 ? form : { ...form, fieldsByPage };
    }),
  );
}

function formsOf(
  landing: Landing,
  landings: readonly Sourced<Landing>[],
  pages: readonly StaticPage[],
): readonly FormDefinition[] {
  const ofParent = formsOfParent(landing, landings);
  const own = pages.filter(({ content }) => content.path === landing.path);
  const ids = new Set(own.flatMap(({ content }) => formIdsOf(content)));
  return [...ids]
    .filter((id) => !ofParent.includes(id))
    .map((id) => {
      // A variant may add a form: on the other pages nobody fills it in, but somebody may post it.
      const shown = own.find(({ content }) => formIdsOf(content).includes(id)) ?? own[0];
      const usual = shown === undefined ? [] : fieldsOf(shown.content, id);
      const fields = own.map(({ key, content }) => {
        const has = formIdsOf(content).includes(id);
        return [key, has ? fieldsOf(content, id) : usual] as const;
      });
      return {
        id,
        landing: landing.path,
        ...thanksOfForm(id, shown?.content ?? landing, own),
        ...(asksToConfirm(shown?.content ?? landing, id) ? { confirm: true } : {}),
        fieldsByCombination: Object.fromEntries(fields),
      };
    });
}

/** Where a form leads, and in which combinations it leads elsewhere. */
function thanksOfForm(
  id: string,
  shown: Landing,
  pages: readonly StaticPage[],
): Pick<FormDefinition, 'thanks' | 'thanksByCombination'> {
  // A form without a thanks page is refused before.
  const thanks = thanksPathOf(shown, id) ?? shown.path;
  const others = pages.flatMap(({ key, content }) => {
    const other = thanksPathOf(content, id);
    return other === undefined || other === thanks ? [] : [[key, other] as const];
  });
  return {
    thanks,
    ...(others.length > 0 ? { thanksByCombination: Object.fromEntries(others) } : {}),
  };
}

function asksToConfirm({ sections }: Landing, id: string): boolean {
  return sections.some(
    (section) => section.type === 'form' && section.form === id && section.confirm,
  );
}

function formIdsOf({ sections }: Landing): readonly string[] {
  return sections.flatMap((section) => (section.type === 'form' ? [section.form] : []));
}

/** Ids of the forms that an ad group's page shares with its parent; none for other landings. */
export function formsOfParent(
  { parent }: Landing,
  landings: readonly Sourced<Landing>[],
): readonly string[] {
  if (parent === undefined) return [];
  const owner = landings.find(({ value }) => value.path === parent)?.value;
  return owner === undefined ? [] : formIdsOf(owner);
}

/** Fields by page and combination where they are not those that the parent shows in it. */
function fieldsOnPages(
  { id, fieldsByCombination }: FormDefinition,
  children: readonly Sourced<Landing>[],
  pagesOf: PagesOf,
): NonNullable<FormDefinition['fieldsByPage']> {
  const usual = new Map(
    Object.entries(fieldsByCombination).map(([key, fields]) => [key, canonicalJson(fields)]),
  );
  return Object.fromEntries(
    children.flatMap(({ source, value }) => {
      const own = published(pagesOf(source.stem)).flatMap(({ key, content }) => {
        const fields = fieldsOf(content, id);
        const same = canonicalJson(fields) === (usual.get(key) ?? usual.get(''));
        return same ? [] : [[key, fields] as const];
      });
      return own.length === 0 ? [] : [[value.path, Object.fromEntries(own)] as const];
    }),
  );
}

/** Pages that show another landing's content, by the path of that landing. */
function borrowedPages(
  landings: readonly Sourced<Landing>[],
  pagesOf: PagesOf,
): ReadonlyMap<string, readonly StaticPage[]> {
  const all = landings.flatMap(({ source }) => published(pagesOf(source.stem)));
  const borrowed = all.filter(({ content, landingPath }) => content.path !== landingPath);
  return Map.groupBy(borrowed, ({ content }) => content.path);
}

/** Fields by page and combination where the form's landing is the variant of another. */
function fieldsElsewhere(
  { id }: FormDefinition,
  pages: readonly StaticPage[],
): NonNullable<FormDefinition['fieldsByPage']> {
  const byPage: Record<string, Record<string, readonly FormField[]>> = {};
  for (const { landingPath, key, content } of pages) {
    byPage[landingPath] = { ...byPage[landingPath], [key]: fieldsOf(content, id) };
  }
  return byPage;
}

function published(pages: readonly StaticPage[]): readonly StaticPage[] {
  return pages.filter(({ draft }) => !draft);
}

function fieldsOf(landing: Landing, form: string): readonly FormField[] {
  return landing.sections.flatMap((section) =>
    section.type === 'form' && section.form === form ? fieldsOfForm(section) : [],
  );
}
