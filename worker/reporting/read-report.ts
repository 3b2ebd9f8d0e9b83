import type { ExperimentReport } from '#experiments/contract/report.ts';
import type { Catalog, CatalogExperiment } from '#experiments/definition/catalog.ts';
import { addDays } from '#experiments/report/civil-day.ts';
import { decide } from '#experiments/report/decide.ts';
import { numberWords } from '#experiments/report/number-words.ts';
import { reportOf } from '#experiments/report/report-of.ts';
import { readExperimentCounts } from '../store/read-counts.ts';
import { siteDay } from '../store/site-day.ts';

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
  const { metrics, site } = catalog;
  const today = siteDay(now, site.timeZone);
  const closed = counts.exposures.filter(({ day }) => day < today).map(({ day }) => day);
  const last =
    closed.length === 0
      ? null
      : {
          ...decide(definition, counts, { metrics, day: addDays(today, -1) }),
          takenAt: now,
          watermark: counts.watermark,
        };
  return reportOf(definition, counts, {
    metrics,
    words: numberWords(site.locale),
    looks: { last, crossings: [], next: null },
  });
}
