import { isOn, type StaticPage } from './build-pages.ts';
import type { Catalog, CatalogExperiment, CatalogLanding } from './catalog.ts';
import type { Definitions, Sourced } from './definitions.ts';
import { fingerprint } from './fingerprint.ts';
import type { FormDefinition, FormField } from './form.ts';
import type { Landing } from './landing.ts';
import type { Metric } from './metric.ts';
import { resolvePages } from './pages.ts';
import type { Site } from './site.ts';

type Complete = Definitions & {
  readonly site: Sourced<Site>;
  readonly metrics: Sourced<readonly Metric[]>;
};

/** What Worker and report need to know, without the copy of the pages. */
export function buildCatalog(
  { site, metrics, landings, experiments }: Complete,
  pages: readonly StaticPage[],
): Omit<Catalog, 'builtAt'> {
  const paths = landings.map(({ value }) => value.path);
  return {
    site: site.value,
    metrics: metrics.value,
    experiments: experiments.map(({ value }): CatalogExperiment => {
      const { pages: entries, ...rest } = value;
      return { ...rest, landings: resolvePages(entries, paths), fingerprint: fingerprint(value) };
    }),
    landings: landings.map(
      ({ source, value }): CatalogLanding => ({
        id: source.stem,
        path: value.path,
        experimentIds: experiments
          .filter(
            (experiment) =>
              experiment.value.status !== 'ended' && isOn(experiment.value, value.path),
          )
          .map((experiment) => experiment.value.id),
        combinationKeys: keysOf(source.stem, pages, false),
        draftKeys: keysOf(source.stem, pages, true),
      }),
    ),
    forms: landings.flatMap(({ source, value }) =>
      formsOf(
        value,
        pages.filter((page) => page.landingId === source.stem && !page.draft),
      ),
    ),
    thanks: landings.flatMap(({ value }) =>
      value.thanks === undefined ? [] : [{ path: value.thanks.path, landing: value.path }],
    ),
  };
}

function keysOf(landingId: string, pages: readonly StaticPage[], draft: boolean): string[] {
  return pages
    .filter((page) => page.landingId === landingId && page.key !== '' && page.draft === draft)
    .map((page) => page.key);
}

function formsOf(landing: Landing, pages: readonly StaticPage[]): readonly FormDefinition[] {
  const { thanks } = landing;
  if (thanks === undefined) return [];
  return landing.sections.flatMap((section) =>
    section.type === 'form'
      ? [
          {
            id: section.form,
            landing: landing.path,
            thanks: thanks.path,
            fieldsByCombination: Object.fromEntries(
              pages.map((page) => [page.key, fieldsOf(page.content, section.form)]),
            ),
          },
        ]
      : [],
  );
}

function fieldsOf(landing: Landing, form: string): readonly FormField[] {
  return landing.sections.flatMap((section) =>
    section.type === 'form' && section.form === form ? section.fields : [],
  );
}
