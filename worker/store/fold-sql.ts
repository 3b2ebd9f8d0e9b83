/*
 * One definition of "what counts" for the fold and for the live tail of a report, so that they
 * cannot disagree. Both see the same two watermarks: rows up to (e0, c0) are in the statistics,
 * rows up to (e1, c1) are to be added. An (exposure, conversion) pair is added by whoever first
 * sees both, so arrival order is free.
 */

/** `?1`: JSON array of {experimentId, metricId, windowMs, capMinor}, see `countedMetrics`. */
export const METRICS = `
metrics AS (
  SELECT value ->> 'experimentId' AS experiment_id, value ->> 'metricId' AS metric_id,
    value ->> 'windowMs' AS window_ms, value ->> 'capMinor' AS cap_minor
  FROM json_each(?1))`;

/** Bounds of a running fold. */
export const FOLD_BOUNDS = `
bounds AS (
  SELECT exposure_seq AS e0, conversion_seq AS c0,
    next_exposure_seq AS e1, next_conversion_seq AS c1 FROM folds)`;

/**
 * Bounds of the tail: from the fold to the newest row. Statistics made under other metrics
 * (`?2` is the key of today's) are of no use, so then the tail is everything.
 */
export const TAIL_BOUNDS = `
bounds AS (
  SELECT CASE WHEN metrics_key = ?2 THEN exposure_seq ELSE 0 END AS e0,
    CASE WHEN metrics_key = ?2 THEN conversion_seq ELSE 0 END AS c0,
    (SELECT coalesce(max(seq), 0) FROM exposures) AS e1,
    (SELECT coalesce(max(seq), 0) FROM conversions) AS c1 FROM folds)`;

/**
 * Whether conversion `c` counts for exposure `e` under metric `m`: within the metric's window. One
 * of the exposing view itself always counts: its page was open, whatever the clocks say.
 * `?3`: bits of the bot rules that exclude.
 */
export const COUNTS = `e.flag IS NULL AND c.flag IS NULL AND (e.bot_reasons & ?3) = 0
    AND (c.occurred_at >= e.occurred_at OR c.view_nonce = e.view_nonce)
    AND c.occurred_at < e.occurred_at + m.window_ms`;

/** New conversions per visitor, experiment and metric. */
const PAIRS = `
pairs AS (
  SELECT e.seq, m.metric_id, m.cap_minor, count(*) AS conversions,
    sum(coalesce(c.value_minor, 0)) AS value_minor
  FROM bounds AS b
  JOIN exposures AS e ON e.seq > b.e0 AND e.seq <= b.e1
  JOIN metrics AS m ON m.experiment_id = e.experiment_id
  JOIN conversions AS c ON c.unit_id = e.unit_id AND c.metric_id = m.metric_id AND c.seq <= b.c1
  WHERE ${COUNTS}
  GROUP BY e.seq, m.metric_id
  UNION ALL
  SELECT e.seq, m.metric_id, m.cap_minor, count(*), sum(coalesce(c.value_minor, 0))
  FROM bounds AS b
  JOIN conversions AS c ON c.seq > b.c0 AND c.seq <= b.c1
  JOIN exposures AS e ON e.unit_id = c.unit_id AND e.seq <= b.e0
  JOIN metrics AS m ON m.experiment_id = e.experiment_id AND m.metric_id = c.metric_id
  WHERE ${COUNTS}
  GROUP BY e.seq, m.metric_id)`;

/** What the pairs add per visitor: caps apply to the visitor's total, so squares add as differences. */
const ADDITIONS = `
additions AS (
  SELECT e.unit_id, e.experiment_id, e.variant_id, e.epoch, e.day, e.mode, p.metric_id,
    p.conversions, p.value_minor, t.conversions IS NULL AS first,
    min(coalesce(t.value_minor, 0), coalesce(p.cap_minor, 9e15)) AS before_minor,
    min(coalesce(t.value_minor, 0) + p.value_minor, coalesce(p.cap_minor, 9e15)) AS after_minor
  FROM pairs AS p
  JOIN exposures AS e ON e.seq = p.seq
  LEFT JOIN visitor_totals AS t
    ON t.unit_id = e.unit_id AND t.experiment_id = e.experiment_id AND t.metric_id = p.metric_id
      AND TOTALS)`;

/** Common table expressions of the additions between two bounds. */
export function additionsBetween(bounds: 'fold' | 'tail'): string {
  return bounds === 'fold'
    ? `WITH ${METRICS}, ${FOLD_BOUNDS}, ${PAIRS}, ${ADDITIONS.replace('TOTALS', 'true')}`
    : `WITH ${METRICS}, ${TAIL_BOUNDS}, ${PAIRS}, ${ADDITIONS.replace(
        'TOTALS',
        '(SELECT metrics_key FROM folds) = ?2',
      )}`;
}

/** Conversion sums of the additions, by the statistics' key. */
export const CONVERSION_SUMS = `
  SELECT experiment_id, variant_id, epoch, day, mode, metric_id, sum(first) AS converted,
    sum(conversions) AS conversions, CAST(sum(after_minor - before_minor) AS INTEGER) AS sum_minor,
    sum(1.0 * after_minor * after_minor - 1.0 * before_minor * before_minor) AS sum_squares
  FROM additions
  GROUP BY experiment_id, variant_id, epoch, day, mode, metric_id`;

/** Exposure sums between the bounds, by the statistics' key. */
export const EXPOSURE_SUMS = `
  SELECT e.experiment_id, e.variant_id, e.epoch, e.day, e.mode,
    sum((e.bot_reasons & ?3) = 0) AS visitors, sum((e.bot_reasons & ?3) <> 0) AS bots,
    min(e.occurred_at) AS first_at
  FROM bounds AS b JOIN exposures AS e ON e.seq > b.e0 AND e.seq <= b.e1
  WHERE e.flag IS NULL`;
