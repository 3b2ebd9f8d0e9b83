import type { Metric } from '#experiments/definition/metric/metric.ts';
import { namesOf } from '#experiments/definition/metric/metric-names.ts';
import { isLate } from '#experiments/report/decision/late.ts';
import type { MetricDelays } from '#experiments/report/decision/maturity-of.ts';
import type { Results } from './count-rows.ts';

/** Newest deals that delays are learned from: the cost stays the same for ever. */
const SAMPLE = 20_000;
const DAY_MS = 86_400_000;

/**
 * How many days after the first exposure the stages of the newest deals came, of visitors whose
 * window is over at `now`, by the late metrics among `metrics`; of all variants and experiments. No
 * statement where none is late.
 */
export function selectDelays(
  db: D1Database,
  metrics: readonly Metric[],
  now: number,
): D1PreparedStatement[] {
  const late = metrics.filter((metric) => isLate(metric) && !metric.ratio);
  if (late.length === 0) return [];
  const stages = late.flatMap(({ id, windowDays, ...metric }) =>
    namesOf(metric).map((stage) => ({ id, stage, windowMs: windowDays * DAY_MS })),
  );
  return [
    db
      .prepare(
        `WITH stages AS (
           SELECT value ->> 'id' AS metric_id, value ->> 'stage' AS stage,
             value ->> 'windowMs' AS window_ms
           FROM json_each(?1)),
         newest AS (
           SELECT unit_id, state FROM deals WHERE unit_id IS NOT NULL
           ORDER BY changed_at DESC LIMIT ?3),
         reached AS (
           SELECT s.metric_id, s.window_ms, d.unit_id, min(r.value ->> 'at') AS at,
             (SELECT min(e.occurred_at) FROM exposures AS e
              WHERE e.unit_id = d.unit_id AND e.flag IS NULL) AS exposed_at
           FROM newest AS d
           JOIN json_each(d.state, '$.reached') AS r
           JOIN stages AS s ON s.stage = r.value ->> 'stage'
           WHERE s.stage <> 'won' OR d.state ->> 'outcome' = 'won'
           GROUP BY s.metric_id, d.unit_id)
         SELECT metric_id, (at - exposed_at) / ${DAY_MS} AS days, count(*) AS conversions
         FROM reached
         WHERE at >= exposed_at AND at < exposed_at + window_ms AND exposed_at + window_ms <= ?2
         GROUP BY 1, 2 ORDER BY 1, 2`,
      )
      .bind(JSON.stringify(stages), now, SAMPLE),
  ];
}

/** The results of `selectDelays`. */
export function toDelays([delays]: Results): readonly MetricDelays[] {
  const byMetric = Map.groupBy(delays?.results ?? [], (row) => String(row.metric_id));
  return [...byMetric].map(([metricId, rows]) => ({
    metricId,
    delays: rows.map((row) => ({ days: Number(row.days), conversions: Number(row.conversions) })),
  }));
}
