import type { Stage } from '#experiments/contract/health.ts';
import type { FirstViewCount } from '#experiments/report/counts/counts.ts';
import type { Results } from '../counts/count-rows.ts';

/** Under what a first view is counted. */
export type FirstViewKey = Omit<FirstViewCount, 'views'> & {
  readonly experimentId: string;
  readonly fingerprint: string;
};

/** Adds what an isolate has counted; one statement, however much it is. */
export async function addFirstViews(
  db: D1Database,
  rows: readonly (FirstViewKey & { readonly views: number })[],
  day: string,
): Promise<void> {
  await db
    .prepare(
      `INSERT INTO first_views
         (experiment_id, fingerprint, variant_id, epoch, day, stage, flagged, views)
       SELECT value ->> 'experimentId', value ->> 'fingerprint', value ->> 'variantId',
         value ->> 'epoch', ?2, value ->> 'stage', value ->> 'flagged', value ->> 'views'
       FROM json_each(?1) WHERE true
       ON CONFLICT DO UPDATE SET views = views + excluded.views`,
    )
    .bind(JSON.stringify(rows), day)
    .run();
}

/** What one first view told, and the experiments that it is counted for. */
export type FirstViewEvents = {
  readonly day: string;
  readonly experiments: readonly Omit<FirstViewKey, 'stage'>[];
  /** With the id by which the event is on record. */
  readonly events: readonly { readonly stage: Stage; readonly id: string }[];
};

/**
 * Counts what a first view told and is not on record yet. Stands before the inserts of the same
 * batch, so that a repeat adds nothing.
 */
export function countFirstView(db: D1Database, view: FirstViewEvents): D1PreparedStatement {
  return db
    .prepare(
      `INSERT INTO first_views
         (experiment_id, fingerprint, variant_id, epoch, day, stage, flagged, views)
       SELECT x.value ->> 'experimentId', x.value ->> 'fingerprint', x.value ->> 'variantId',
         x.value ->> 'epoch', ?3, e.stage, x.value ->> 'flagged', 1
       FROM (
         SELECT DISTINCT value ->> 'stage' AS stage FROM json_each(?1)
         WHERE CASE value ->> 'stage'
           WHEN 'exposed' THEN
             NOT EXISTS (SELECT 1 FROM touchpoints WHERE event_id = value ->> 'id')
           ELSE NOT EXISTS (SELECT 1 FROM signals WHERE event_id = value ->> 'id') END) AS e
       CROSS JOIN json_each(?2) AS x WHERE true
       ON CONFLICT DO UPDATE SET views = views + excluded.views`,
    )
    .bind(JSON.stringify(view.events), JSON.stringify(view.experiments), view.day);
}

/** First views of an experiment as it is defined today, since when, by stage. */
export function selectFirstViews(
  db: D1Database,
  of: { readonly experimentId: string; readonly fingerprint: string },
): D1PreparedStatement {
  return db
    .prepare(
      `SELECT variant_id, epoch, stage, flagged, sum(views) AS views, min(day) AS since
       FROM first_views WHERE experiment_id = ?1 AND fingerprint = ?2
       GROUP BY variant_id, epoch, stage, flagged ORDER BY epoch, variant_id, stage, flagged`,
    )
    .bind(of.experimentId, of.fingerprint);
}

/** The results of `selectFirstViews`. */
export function toFirstViews({ results }: Results[number]): {
  readonly since: string | null;
  readonly firstViews: readonly FirstViewCount[];
} {
  const days = results.map((row) => String(row.since)).sort();
  return {
    since: days[0] ?? null,
    firstViews: results.map((row) => ({
      variantId: String(row.variant_id),
      epoch: Number(row.epoch),
      stage: row.stage as Stage,
      flagged: row.flagged === 1,
      views: Number(row.views),
    })),
  };
}
