import type { DayActivity } from '#experiments/alerts/collapse.ts';

/** Totals of an experiment since its beginning, bots included. */
export type ActivityTotals = {
  readonly experimentId: string;
  readonly exposures: number;
  /** Converted visitors of the primary metric. */
  readonly converted: number;
};

/** Totals of the folded rows, for the experiments that are named with their primary metric. */
export async function readTotals(
  db: D1Database,
  primaries: readonly { readonly experimentId: string; readonly metricId: string }[],
): Promise<readonly ActivityTotals[]> {
  const { results } = await db
    .prepare(
      `SELECT p.value ->> 'experimentId' AS experiment_id,
         (SELECT coalesce(sum(visitors + bots), 0) FROM exposure_statistics AS e
          WHERE e.experiment_id = p.value ->> 'experimentId' AND e.dimension = 'all') AS exposures,
         (SELECT coalesce(sum(converted), 0) FROM conversion_statistics AS c
          WHERE c.experiment_id = p.value ->> 'experimentId' AND c.dimension = 'all'
            AND c.metric_id = p.value ->> 'metricId') AS converted
       FROM json_each(?1) AS p`,
    )
    .bind(JSON.stringify(primaries))
    .all<{ experiment_id: string; exposures: number; converted: number }>();
  return results.map((row) => ({
    experimentId: row.experiment_id,
    exposures: row.exposures,
    converted: row.converted,
  }));
}

/** What the cron has seen of an experiment: its days, the oldest first. */
export type ActivityRow = ActivityTotals & {
  readonly day: string;
  /** When the number of exposures last moved, epoch milliseconds. */
  readonly exposedAt: number;
};

/** The last days on record of every experiment, the oldest first. */
export async function readActivity(
  db: D1Database,
  fromDay: string,
): Promise<readonly ActivityRow[]> {
  const { results } = await db
    .prepare(
      `SELECT experiment_id, day, exposures, converted, exposed_at FROM activity
       WHERE day >= ?1 ORDER BY experiment_id, day`,
    )
    .bind(fromDay)
    .all<Record<string, unknown>>();
  return results.map((row) => ({
    experimentId: row.experiment_id as string,
    day: row.day as string,
    exposures: row.exposures as number,
    converted: row.converted as number,
    exposedAt: row.exposed_at as number,
  }));
}

/** Writes today's totals; days that are over stay as they ended. */
export function writeActivity(db: D1Database, rows: readonly ActivityRow[]): D1PreparedStatement {
  return db
    .prepare(
      `INSERT INTO activity (experiment_id, day, exposures, converted, exposed_at)
       SELECT value ->> 'experimentId', value ->> 'day', value ->> 'exposures',
         value ->> 'converted', value ->> 'exposedAt' FROM json_each(?1) WHERE true
       ON CONFLICT (experiment_id, day) DO UPDATE SET exposures = excluded.exposures,
         converted = excluded.converted, exposed_at = excluded.exposed_at`,
    )
    .bind(JSON.stringify(rows));
}

/** What came in on each day whose day before is on record, too, oldest first; `today` is left out. */
export function closedDays(rows: readonly ActivityRow[], today: string): readonly DayActivity[] {
  return rows.flatMap((row, index) => {
    const before = rows[index - 1];
    const follows = before && Date.parse(row.day) - Date.parse(before.day) === 86_400_000;
    if (!follows || row.day >= today) return [];
    return [
      {
        day: row.day,
        exposures: row.exposures - before.exposures,
        converted: row.converted - before.converted,
      },
    ];
  });
}
