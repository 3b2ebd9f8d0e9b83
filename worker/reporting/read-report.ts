import type { ExperimentReport } from '#experiments/contract/report.ts';
import type { Catalog, CatalogExperiment } from '#experiments/definition/catalog.ts';
import { numberWords } from '#experiments/report/number-words.ts';
import { reportOf } from '#experiments/report/report-of.ts';
import { readExperimentCounts } from '../store/read-counts.ts';

/**
 * The report of one experiment as of `now` (epoch ms): its counts, read in one transaction, and
 * what they mean. Null when the catalog knows no such id.
 * @throws the store's error when D1 cannot be read
 */
export async function readReport(
  db: D1Database,
  catalog: Catalog,
  { id, now }: { readonly id: string; readonly now: number },
): Promise<ExperimentReport | null> {
  const definition = catalog.experiments.find((experiment) => experiment.id === id);
  return definition ? read(db, catalog, { definition, now }) : null;
}

/** The reports of all experiments in catalog order. */
export function readReports(
  db: D1Database,
  catalog: Catalog,
  now: number,
): Promise<readonly ExperimentReport[]> {
  return Promise.all(
    catalog.experiments.map((definition) => read(db, catalog, { definition, now })),
  );
}

async function read(
  db: D1Database,
  catalog: Catalog,
  { definition, now }: { readonly definition: CatalogExperiment; readonly now: number },
): Promise<ExperimentReport> {
  const counts = await readExperimentCounts(db, catalog, definition.id, now);
  return reportOf(definition, counts, {
    metrics: catalog.metrics,
    words: numberWords(catalog.site.locale),
  });
}
