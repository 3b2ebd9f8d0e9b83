import type { ExperimentReport } from '#experiments/contract/report.ts';
import type { Catalog, CatalogExperiment } from '#experiments/definition/catalog/catalog.ts';
import { type DraftPlan, draftPlan } from '#experiments/planning/draft-plan.ts';
import { sourcesFor } from '#experiments/planning/sources.ts';
import { readReport } from './read-report.ts';

/**
 * What a draft would need, measured on the experiments of its pages as of `now` (epoch ms). Takes
 * up to 0.2 s of CPU where a year of daily looks is computed, so no list of drafts asks for it.
 * @throws the store's error when D1 cannot be read
 */
export async function readDraftPlan(
  db: D1Database,
  catalog: Catalog,
  { definition, now }: { readonly definition: CatalogExperiment; readonly now: number },
): Promise<DraftPlan> {
  const sources = sourcesFor(definition, catalog.experiments).flat();
  const read = await Promise.all(sources.map(({ id }) => readReport(db, catalog, { id, now })));
  const reports = new Map<string, ExperimentReport>();
  for (const report of read) if (report) reports.set(report.experiment.id, report);
  return draftPlan(definition, {
    all: catalog.experiments,
    metric: catalog.metrics.find(({ id }) => id === definition.primary),
    reportOf: (id) => reports.get(id),
  });
}
