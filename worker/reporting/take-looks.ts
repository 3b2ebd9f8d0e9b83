import type { Catalog, CatalogExperiment } from '#experiments/definition/catalog/catalog.ts';
import type { ExperimentCounts } from '#experiments/report/counts/counts.ts';
import { addDays } from '#experiments/report/decision/civil-day.ts';
import { crossingsOf } from '#experiments/report/decision/crossings.ts';
import { decide } from '#experiments/report/decision/decide.ts';
import { dueDays } from '#experiments/report/decision/due-days.ts';
import { longestLateWindow } from '#experiments/report/decision/late.ts';
import { fold } from '../store/counts/fold.ts';
import { readExperimentCounts } from '../store/counts/read-counts.ts';
import { lookKey, type NewLook, readLastDays, writeLooks } from '../store/looks/looks.ts';
import { readClosedCounts } from '../store/looks/looks-counts.ts';
import { startOfDay } from '../store/looks/looks-day.ts';
import { siteDay } from '../store/operation/site-day.ts';

/** Days of one experiment that are judged in one go. */
const DAYS_AT_ONCE = 31;

/**
 * Takes every look that is due at `now` (epoch ms) and answers how many it computed: each site day
 * that is over gets one, for each experiment that has visitors. Safe to run twice, late or at the
 * same time; a missed night is caught up, each day with the counts that it ended with.
 * `id`: only that experiment.
 */
export async function takeDueLooks(
  db: D1Database,
  catalog: Catalog,
  { now, id }: { readonly now: number; readonly id?: string },
): Promise<number> {
  const today = siteDay(now, catalog.site.timeZone);
  const lastDays = await readLastDays(db);
  const open = catalog.experiments.filter(
    (experiment) =>
      experiment.status !== 'draft' &&
      (id === undefined || experiment.id === id) &&
      (lastDays.get(lookKey(experiment)) ?? '') < addDays(today, -1),
  );
  let taken = 0;
  for (const experiment of open) {
    const lastLook = lastDays.get(lookKey(experiment)) ?? null;
    const counts = await readExperimentCounts(db, catalog, { experimentId: experiment.id, now });
    const windowDays = lookWindow(catalog, experiment);
    const days = dueDays(seenDays(counts), { today, lastLook, windowDays });
    if (days.length > 1) await fold(db, catalog, now);
    for (let from = 0; from < days.length; from += DAYS_AT_ONCE) {
      const some = days.slice(from, from + DAYS_AT_ONCE);
      await writeLooks(db, experiment, await looksOf(db, catalog, { experiment, days: some, now }));
      taken += some.length;
    }
  }
  return taken;
}

/** First and last day of any exposure; null before the first. */
export function seenDays({
  exposures,
}: Pick<ExperimentCounts, 'exposures'>): { firstDay: string; lastDay: string } | null {
  const days = exposures.map(({ day }) => day).sort();
  const [firstDay] = days;
  const lastDay = days.at(-1);
  return firstDay === undefined || lastDay === undefined ? null : { firstDay, lastDay };
}

/**
 * Days after an exposure in which looks go on: the window of the primary metric, or that of a late
 * guardrail, which may fail long after the last visitor.
 */
export function lookWindow(
  { metrics }: Catalog,
  { primary, guardrails }: CatalogExperiment,
): number {
  const kept = guardrails.map(({ metric }) => metric);
  return Math.max(
    metrics.find((metric) => metric.id === primary)?.windowDays ?? 0,
    longestLateWindow(metrics.filter(({ id }) => kept.includes(id))),
  );
}

async function looksOf(
  db: D1Database,
  catalog: Catalog,
  at: {
    readonly experiment: CatalogExperiment;
    readonly days: readonly string[];
    readonly now: number;
  },
): Promise<readonly NewLook[]> {
  const { experiment, days, now } = at;
  const { metrics, site } = catalog;
  const counts = await readClosedCounts(db, catalog, {
    experimentId: experiment.id,
    days: days.map((day) => ({ day, endsAt: startOfDay(addDays(day, 1), site.timeZone) })),
    now,
  });
  return days.flatMap((day, index) => {
    const ofDay = counts[index];
    if (!ofDay) return [];
    const decided = decide(experiment, ofDay, { metrics, day });
    const look = { ...decided, takenAt: now, watermark: ofDay.watermark };
    return [{ look, crossings: crossingsOf(look) }];
  });
}
