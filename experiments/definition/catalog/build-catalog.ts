import { formMessagesOf } from '../../words/words-of.ts';
import { NO_CRM } from '../connections/crm.ts';
import { NO_PLATFORMS } from '../connections/platforms.ts';
import { audienceInZone } from '../experiment/audience-zone.ts';
import { fingerprint } from '../experiment/fingerprint.ts';
import { guarded } from '../experiment/quality.ts';
import type { Landing } from '../landing/landing.ts';
import type { Metric } from '../metric/metric.ts';
import type { Site } from '../settings/site.ts';
import { windowOf } from '../time/window.ts';
import { buildForms } from './build-forms.ts';
import { isOn, type StaticPage } from './build-pages.ts';
import type { Catalog, CatalogExperiment, CatalogLanding } from './catalog.ts';
import type { Definitions, Sourced } from './definitions.ts';
import { resolvePages } from './pages.ts';
import { thanksEntries } from './thanks-pages.ts';

type Complete = Definitions & {
  readonly site: Sourced<Site>;
  readonly metrics: Sourced<readonly Metric[]>;
};

/** What Worker and report need to know, without the copy of the pages. */
export function buildCatalog(
  { site, metrics, crm, platforms, landings, experiments, picks }: Complete,
  pages: readonly StaticPage[],
): Omit<Catalog, 'builtAt'> {
  const paths = landings.map(({ value }) => value.path);
  const byLanding = Map.groupBy(pages, ({ landingId }) => landingId);
  const pagesOf = (id: string) => byLanding.get(id) ?? [];
  const guards = new Map(
    experiments.map(({ value }) => [value.id, guarded(value, metrics.value)] as const),
  );
  return {
    site: site.value,
    crm: crm?.value ?? NO_CRM,
    platforms: platforms?.value ?? NO_PLATFORMS,
    metrics: [
      ...metrics.value,
      ...new Map(
        [...guards.values()].flatMap(({ added }) => added).map((metric) => [metric.id, metric]),
      ).values(),
    ],
    experiments: experiments.map(({ value }): CatalogExperiment => {
      const { pages: entries, audience, ...rest } = value;
      return {
        ...rest,
        guardrails: guards.get(value.id)?.guardrails ?? value.guardrails,
        audience: audienceInZone(audience, site.value.timeZone),
        landings: resolvePages(entries, paths),
        fingerprint: fingerprint(value),
      };
    }),
    landings: landings.map(
      ({ source, value }): CatalogLanding => ({
        id: source.stem,
        path: value.path,
        locale: value.locale ?? site.value.locale,
        ...(value.parent === undefined ? {} : { parent: value.parent }),
        ...windowEntries(value, site.value),
        ...(picks.has(value.path) ? { picks: picks.get(value.path) ?? [] } : {}),
        experimentIds: experiments
          .filter(
            (experiment) =>
              experiment.value.status !== 'ended' && isOn(experiment.value, value.path),
          )
          .map((experiment) => experiment.value.id),
        combinationKeys: keysOf(pagesOf(source.stem), false),
        draftKeys: keysOf(pagesOf(source.stem), true),
      }),
    ),
    forms: buildForms(landings, pagesOf),
    formMessages: formMessagesOf(
      [site.value.locale, ...landings.flatMap(({ value }) => value.locale ?? [])],
      site.value.words,
    ),
    thanks: thanksEntries(pages),
  };
}

function windowEntries(landing: Landing, site: Site): Pick<CatalogLanding, 'window' | 'after'> {
  const window = windowOf(landing, landing.timeZone ?? site.timeZone);
  return {
    ...(window === null ? {} : { window }),
    ...(landing.after === undefined ? {} : { after: landing.after.show }),
  };
}

function keysOf(pages: readonly StaticPage[], draft: boolean): string[] {
  return pages.filter((page) => page.key !== '' && page.draft === draft).map(({ key }) => key);
}
