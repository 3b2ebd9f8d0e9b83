import type { ExperimentReport } from '#experiments/contract/report.ts';
import type { Catalog, CatalogExperiment } from '#experiments/definition/catalog/catalog.ts';
import { addDays } from '#experiments/report/decision/civil-day.ts';
import { nextLookDay } from '#experiments/report/decision/due-days.ts';
import { numberWords } from '#experiments/report/lift/number-words.ts';
import { reportOf } from '#experiments/report/report-of.ts';
import { readExperimentCounts } from '../store/counts/read-counts.ts';
import { readLooks } from '../store/looks/looks.ts';
import { startOfDay } from '../store/looks/looks-day.ts';
import { readRunState } from '../store/operation/run-states.ts';
import { siteDay } from '../store/operation/site-day.ts';
import { lookWindow, seenDays, takeDueLooks } from './take-looks.ts';

/**
 * The report of one experiment as of `now` (epoch ms): the decision of its last look, its counts,
 * read in one transaction, and what they mean. Null when the catalog knows no such id. A look that
 * is due and that no cron has taken is taken here, by the same rule.
 * @throws the store's error when D1 cannot be read
 */
export async function readReport(
  db: D1Database,
  catalog: Catalog,
  { id, now }: { readonly id: string; readonly now: number },
): Promise<ExperimentReport | null> {
  const definition = catalog.experiments.find((experiment) => experiment.id === id);
  if (!definition) return null;
  await takeDueLooks(db, catalog, { now, id });
  return read(db, catalog, { definition, now, whole: true });
}

/** The reports of all experiments in catalog order, without their dimensions and their past. */
export async function readReports(
  db: D1Database,
  catalog: Catalog,
  now: number,
): Promise<readonly ExperimentReport[]> {
  await takeDueLooks(db, catalog, { now });
  return Promise.all(
    catalog.experiments.map((definition) => read(db, catalog, { definition, now })),
  );
}

async function read(
  db: D1Database,
  catalog: Catalog,
  of: {
    readonly definition: CatalogExperiment;
    readonly now: number;
    readonly whole?: boolean;
  },
): Promise<ExperimentReport> {
  const { definition, now, whole = false } = of;
  const { metrics, site } = catalog;
  const looks = await readLooks(db, definition, { history: whole });
  const counts = await readExperimentCounts(db, catalog, {
    experimentId: definition.id,
    now,
    dimensions: whole,
  });
  const day = nextLookDay(seenDays(counts), {
    today: siteDay(now, site.timeZone),
    windowDays: lookWindow(catalog, definition),
  });
  const next =
    day === null || definition.status === 'draft'
      ? null
      : { day, at: startOfDay(addDays(day, 1), site.timeZone) };
  return reportOf(definition, counts, {
    metrics,
    words: numberWords(site.locale),
    looks: { ...looks, next },
    run: await readRunState(db, { id: definition.id, timeZone: site.timeZone }),
  });
}
