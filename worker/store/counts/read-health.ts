import type { Catalog } from '#experiments/definition/catalog/catalog.ts';
import type { HealthCounts } from '#experiments/report/counts/counts.ts';
import { addDays } from '#experiments/report/decision/civil-day.ts';
import { LATE_MS } from '#experiments/report/decision/thresholds.ts';
import { selectFirstViews, toFirstViews } from '../events/first-views.ts';
import { siteDay } from '../operation/site-day.ts';
import type { Results } from './count-rows.ts';

/** Newest rows that late and lone events are looked for in: the cost stays the same for ever. */
const SAMPLE = 2_000;

/** What tells whether an experiment's counts can be trusted. */
export function selectHealth(
  db: D1Database,
  { experiments }: Catalog,
  experimentId: string,
): D1PreparedStatement[] {
  const experiment = experiments.find(({ id }) => id === experimentId);
  return [
    selectFirstViews(db, { experimentId, fingerprint: experiment?.fingerprint ?? '' }),
    db
      .prepare(
        `WITH newest AS (
           SELECT received_at - occurred_at AS delay FROM (
             SELECT experiment_id, received_at, occurred_at FROM exposures
             ORDER BY seq DESC LIMIT ?2)
           WHERE experiment_id = ?1)
         SELECT count(*) AS sampled, coalesce(sum(delay > ?3), 0) AS late,
           (SELECT delay FROM newest ORDER BY delay
            LIMIT 1 OFFSET (SELECT count(*) / 2 FROM newest)) AS median
         FROM newest`,
      )
      .bind(experimentId, SAMPLE, LATE_MS),
    db
      .prepare(
        `SELECT count(*) AS sampled, coalesce(sum(NOT EXISTS (
             SELECT 1 FROM touchpoints AS t WHERE t.unit_id = c.unit_id AND t.source = 'exposure'
           )), 0) AS without
         FROM (SELECT unit_id, landing FROM conversions ORDER BY seq DESC LIMIT ?2) AS c
         WHERE c.landing IN (SELECT value FROM json_each(?1))`,
      )
      .bind(JSON.stringify(experiment?.landings ?? []), SAMPLE),
  ];
}

/** The results of `selectHealth` as of `now`. */
export function toHealth(
  [views, late, unexposed]: Results,
  { site }: Catalog,
  now: number,
): HealthCounts {
  const [delays] = late?.results ?? [];
  const [lone] = unexposed?.results ?? [];
  return {
    closedDay: addDays(siteDay(now, site.timeZone), -1),
    ...toFirstViews({ results: views?.results ?? [] }),
    late: {
      sampled: Number(delays?.sampled ?? 0),
      late: Number(delays?.late ?? 0),
      medianMs:
        delays?.median === undefined || delays.median === null ? null : Number(delays.median),
    },
    unexposed: { sampled: Number(lone?.sampled ?? 0), without: Number(lone?.without ?? 0) },
  };
}
