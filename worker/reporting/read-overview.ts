import type { Catalog } from '#experiments/definition/catalog/catalog.ts';
import { type OverviewLine, overviewOf } from '#experiments/programme/overview-of.ts';
import { numberWords } from '#experiments/report/lift/number-words.ts';
import { type RaisedAlert, selectAlerts, toAlert } from '../store/operation/alerts.ts';
import { siteDay } from '../store/operation/site-day.ts';
import { readKnown } from './read-programme.ts';

/** An alert that was not seen for so long is over. */
const OPEN_FOR_MS = 86_400_000;

export type Overview = {
  readonly lines: readonly OverviewLine[];
  /** Alerts that are still true, the newest first. */
  readonly alerts: readonly RaisedAlert[];
};

/**
 * All experiments in one line each as of `now` (epoch ms), and the open alerts. Seven statements in
 * one round trip, however many experiments there are; due looks as in `readProgramme`.
 * @throws the store's error when D1 cannot be read
 */
export async function readOverview(
  db: D1Database,
  catalog: Catalog,
  now: number,
): Promise<Overview> {
  const { known, also } = await readKnown(db, catalog, {
    now,
    also: () => [selectAlerts(db, now - OPEN_FOR_MS)],
  });
  const lines = overviewOf(known, {
    metrics: catalog.metrics,
    words: numberWords(catalog.site.locale),
    today: siteDay(now, catalog.site.timeZone),
  });
  return { lines, alerts: (also[0]?.results ?? []).map(toAlert) };
}
