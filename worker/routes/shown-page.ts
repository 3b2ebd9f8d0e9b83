import type { Catalog, CatalogLanding } from '#experiments/definition/catalog/catalog.ts';
import type { FormField } from '#experiments/definition/landing/form.ts';
import type { Submit } from './submit.ts';

/** Path of the page on which a form was filled in: of an ad group, where the view says so. */
export function pathOf(submit: Pick<Submit, 'form' | 'view'>, catalog: Catalog): string {
  return pageOf(submit, catalog)?.path ?? submit.form.landing;
}

/**
 * The page on which a form was filled in. A view of a page that does not show the form is not
 * believed: then it is the landing that the form belongs to.
 */
export function pageOf(
  { form, view }: Pick<Submit, 'form' | 'view'>,
  { landings }: Catalog,
): CatalogLanding | undefined {
  const seen = landings.find(({ path }) => path === view?.p);
  const shows = seen?.parent === form.landing || isBorrowed(form, seen);
  return shows ? seen : landings.find(({ path }) => path === form.landing);
}

/** Whether a page can show the form because the form's landing is a variant of it. */
function isBorrowed({ fieldsByPage }: Submit['form'], seen: CatalogLanding | undefined): boolean {
  return seen !== undefined && Object.hasOwn(fieldsByPage ?? {}, seen.path);
}

/** The fields that the page showed in a combination, which may be others on an ad group's page. */
export function fieldsShown(
  { form, view }: Pick<Submit, 'form' | 'view'>,
  key: string,
): readonly FormField[] {
  const onPage = view && entry(form.fieldsByPage ?? {}, view.p);
  const fields =
    (onPage && (entry(onPage, key) ?? entry(onPage, ''))) ??
    entry(form.fieldsByCombination, key) ??
    form.fieldsByCombination[''];
  return fields ?? [];
}

function entry<T>(record: Readonly<Record<string, T>>, key: string): T | undefined {
  return Object.hasOwn(record, key) ? record[key] : undefined;
}
