import type { Catalog, CatalogExperiment } from '#experiments/definition/catalog/catalog.ts';
import { addDays } from '#experiments/report/decision/civil-day.ts';
import { closeLocalDatabase, openLocalDatabase } from '#test/seed/local-database.ts';
import { takeDueLooks } from '#worker/reporting/take-looks.ts';
import { fold } from '#worker/store/counts/fold.ts';
import { startOfDay } from '#worker/store/looks/looks-day.ts';
import { readRunStates } from '#worker/store/operation/run-states.ts';
import { siteDay } from '#worker/store/operation/site-day.ts';
import { insertConversions, insertExposures, type Visitors } from './raw-rows.ts';
import { sqliteAsD1 } from './sqlite-d1.ts';

export const YEAR_DAYS = 365;
/** What comes between two runs of the cron, and so is not folded when somebody reads. */
const TAIL_MS = 5 * 60_000;
const DAY_MS = 86_400_000;

/**
 * Plays a year of one experiment into the migrated local database of a state folder, as it would
 * have been: each day's visitors, their fold, and in the night the look. The year ends with
 * yesterday's look; today holds what came in five minutes and is not folded.
 * Answers how many exposures there are.
 */
export async function fillYear(
  state: string,
  of: {
    readonly catalog: Catalog;
    readonly experiment: CatalogExperiment;
    readonly exposures: number;
    /** Epoch milliseconds. */
    readonly now: number;
    readonly onDay?: (day: number) => void;
  },
): Promise<number> {
  const { catalog, experiment, now } = of;
  const file = openLocalDatabase(state);
  const db = sqliteAsD1(file);
  const { timeZone } = catalog.site;
  const today = siteDay(now, timeZone);
  const firstDay = addDays(today, -YEAR_DAYS);
  await readRunStates(db, catalog, startOfDay(firstDay, timeZone));
  const perDay = Math.round(of.exposures / YEAR_DAYS);
  let written = 0;
  const write = (visitors: Omit<Visitors, 'first' | 'experiment'>) => {
    const all = { ...visitors, first: written, experiment };
    insertExposures(file, all);
    insertConversions(file, all);
    written += visitors.count;
  };
  for (let number = 0; number < YEAR_DAYS; number++) {
    const day = addDays(firstDay, number);
    const [from, until] = [day, addDays(day, 1)].map((one) => startOfDay(one, timeZone));
    if (from === undefined || until === undefined) continue;
    write({ day, from, until, count: perDay });
    await fold(db, catalog, until);
    await takeDueLooks(db, catalog, { now: until + 60_000, id: experiment.id });
    of.onDay?.(number);
  }
  const count = Math.max(1, Math.round((perDay * TAIL_MS) / DAY_MS));
  write({
    day: today,
    from: Math.max(now - TAIL_MS, startOfDay(today, timeZone)),
    until: now,
    count,
  });
  closeLocalDatabase(file);
  return written;
}
