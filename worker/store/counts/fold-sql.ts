import {
  CLOSED_VALUE,
  CONVERTS,
  DAY,
  dimensionsTable,
  EXPERIMENTS,
  type FoldedDimension,
  isOpen,
  KEPT_ON_RECORD,
  KEPT_VALUE,
  keptWithTail,
  newValues,
  UNDER,
  VALUE,
} from './dimension-sql.ts';

/*
 * One definition of "what counts" for the fold and for the live tail of a report, so that they
 * cannot disagree. Both see the same two watermarks: rows up to (e0, c0) are in the statistics,
 * rows up to (e1, c1) are to be added. An (exposure, conversion) pair is added by whoever first
 * sees both, so arrival order is free.
 */

/** `?1`: JSON, see `countedOf`. Only exposures of the definition's fingerprint count. */
export const METRICS = `
metrics AS (
  SELECT value ->> 'experimentId' AS experiment_id, value ->> 'fingerprint' AS fingerprint,
    value ->> 'metricId' AS metric_id, value ->> 'windowMs' AS window_ms,
    value ->> 'capMinor' AS cap_minor
  FROM json_each(?1, '$.metrics'))`;

/** Bounds of a running fold. */
const FOLD_BOUNDS = `
bounds AS (
  SELECT exposure_seq AS e0, conversion_seq AS c0,
    next_exposure_seq AS e1, next_conversion_seq AS c1 FROM folds)`;

/** Whether the statistics were made under today's metrics and definitions (`?2` is their key). */
export const USABLE = '(SELECT metrics_key FROM folds) = ?2';

/**
 * The statistics as a report may read them. Those under other metrics are of no use, but for what
 * is left of raw rows that are gone: the tail cannot count them again.
 */
export const EXPOSURE_STATISTICS = `(
  SELECT experiment_id, variant_id, epoch, day, mode, dimension, value, visitors, bots, first_at
  FROM exposure_statistics WHERE ${USABLE}
  UNION ALL
  SELECT experiment_id, variant_id, epoch, day, mode, dimension, value, visitors, bots, first_at
  FROM kept_exposure_statistics WHERE NOT ${USABLE})`;

export const CONVERSION_STATISTICS = `(
  SELECT experiment_id, variant_id, epoch, day, mode, dimension, value, metric_id, converted,
    conversions, sum_minor, sum_squares
  FROM conversion_statistics WHERE ${USABLE}
  UNION ALL
  SELECT experiment_id, variant_id, epoch, day, mode, dimension, value, metric_id, converted,
    conversions, sum_minor, sum_squares
  FROM kept_conversion_statistics WHERE NOT ${USABLE})`;

/**
 * Bounds of the tail: from the fold to the newest row. Statistics made under others are of no use,
 * so then the tail is everything.
 */
const TAIL_BOUNDS = `
bounds AS (
  SELECT CASE WHEN metrics_key = ?2 THEN exposure_seq ELSE 0 END AS e0,
    CASE WHEN metrics_key = ?2 THEN conversion_seq ELSE 0 END AS c0,
    (SELECT coalesce(max(seq), 0) FROM exposures) AS e1,
    (SELECT coalesce(max(seq), 0) FROM conversions) AS c1 FROM folds)`;

/**
 * Whether conversion `c` counts for exposure `e` under metric `m`: within the metric's window. One
 * of the exposing view itself always counts: its page was open, whatever the clocks say.
 */
const BELONGS = `e.flag IS NULL AND c.flag IS NULL
    AND e.fingerprint = m.fingerprint
    AND (c.occurred_at >= e.occurred_at OR c.view_nonce = e.view_nonce)
    AND c.occurred_at < e.occurred_at + m.window_ms`;

/** The same for a statistic; `?3`: bits of the bot rules that leave out. */
export const COUNTS = `${BELONGS} AND (e.bot_reasons & ?3) = 0`;

/**
 * New conversions per visitor, experiment and metric, of those too who are left out: the report says
 * what leaving them out changes. One that is taken back counts -1. CROSS JOIN
 * keeps the order written here: from the rows between the bounds outwards by index; left to itself
 * SQLite reads the whole table.
 */
const PAIRS = `
pairs AS (
  SELECT e.seq, m.metric_id, m.cap_minor, sum(c.quantity) AS conversions,
    sum(coalesce(c.value_minor, 0)) AS value_minor
  FROM bounds AS b
  CROSS JOIN exposures AS e ON e.seq > b.e0 AND e.seq <= b.e1
  CROSS JOIN metrics AS m ON m.experiment_id = e.experiment_id
  CROSS JOIN conversions AS c
    ON c.unit_id = e.unit_id AND c.metric_id = m.metric_id AND c.seq <= b.c1
  WHERE ${BELONGS}
  GROUP BY e.seq, m.metric_id
  UNION ALL
  SELECT e.seq, m.metric_id, m.cap_minor, sum(c.quantity), sum(coalesce(c.value_minor, 0))
  FROM bounds AS b
  CROSS JOIN conversions AS c ON c.seq > b.c0 AND c.seq <= b.c1
  CROSS JOIN exposures AS e ON e.unit_id = c.unit_id AND e.seq <= b.e0
  CROSS JOIN metrics AS m ON m.experiment_id = e.experiment_id AND m.metric_id = c.metric_id
  WHERE ${BELONGS}
  GROUP BY e.seq, m.metric_id)`;

/**
 * What the pairs add per visitor: who has converted and what caps leave depend on the visitor's
 * total, so both add as differences, which may be negative.
 */
const additions = (usable: string) => `
additions AS (
  SELECT e.*, p.metric_id, p.conversions, p.value_minor,
    (coalesce(t.conversions, 0) + p.conversions > 0) - (coalesce(t.conversions, 0) > 0)
      AS converted,
    min(coalesce(t.value_minor, 0), coalesce(p.cap_minor, 9e15)) AS before_minor,
    min(coalesce(t.value_minor, 0) + p.value_minor, coalesce(p.cap_minor, 9e15)) AS after_minor
  FROM pairs AS p
  JOIN exposures AS e ON e.seq = p.seq
  LEFT JOIN visitor_totals AS t
    ON t.unit_id = e.unit_id AND t.experiment_id = e.experiment_id AND t.metric_id = p.metric_id
      AND ${usable})`;

/** Who adds: the fold, whose new values are on record already, or the tail of a report. */
export type Adder = 'fold' | 'tail';

const bounds = (adder: Adder) => (adder === 'fold' ? FOLD_BOUNDS : TAIL_BOUNDS);
const kept = (adder: Adder) => (adder === 'fold' ? KEPT_ON_RECORD : keptWithTail(USABLE));

/** Values that a fold is to put on record. */
export const NEW_VALUES = `WITH ${EXPERIMENTS}, ${FOLD_BOUNDS} ${newValues('true')}`;

/** What the pairs between the bounds add, one row per visitor, experiment and metric. */
export const FOLD_ADDITIONS = `WITH ${METRICS}, ${FOLD_BOUNDS}, ${PAIRS}, ${additions('true')}
  SELECT unit_id, experiment_id, metric_id, conversions, value_minor FROM additions`;

/**
 * Exposure sums between the bounds, by the statistics' key. Facts with few values are summed up
 * together first and then told apart: half the work of telling every row apart.
 */
export function exposureSums(adder: Adder, dimensions: readonly FoldedDimension[]): string {
  const open = dimensions.filter(isOpen);
  const closed = dimensions.filter((name) => !isOpen(name));
  const rows = `
  FROM bounds AS b
  CROSS JOIN exposures AS e ON e.seq > b.e0 AND e.seq <= b.e1
  CROSS JOIN experiments AS x ON x.id = e.experiment_id`;
  const sums = `sum((e.bot_reasons & ?3) = 0) AS visitors, sum((e.bot_reasons & ?3) <> 0) AS bots,
    min(e.occurred_at) AS first_at`;
  const openSums = `
  SELECT e.experiment_id, e.variant_id, e.epoch, '' AS day, e.mode, d.name AS dimension,
    ${KEPT_VALUE} AS value, ${sums}
  ${rows} CROSS JOIN open_dimensions AS d ON ${UNDER}
  GROUP BY 1, 2, 3, 5, 6, 7`;
  return `
  WITH ${EXPERIMENTS}, ${bounds(adder)}, ${dimensionsTable(closed)}, ${kept(adder)},
  facts AS MATERIALIZED (
    SELECT e.experiment_id, e.variant_id, e.epoch, e.day, e.mode, e.fingerprint, e.flag, e.device,
      e.country, e.is_returning, e.landing, e.bot_rules, e.bot_reasons, ${sums}
    ${rows}
    GROUP BY 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13)
  ${open.length > 0 ? `, ${dimensionsTable(open, 'open_dimensions')}` : ''}
  SELECT e.experiment_id, e.variant_id, e.epoch, ${DAY} AS day, e.mode, d.name AS dimension,
    ${CLOSED_VALUE} AS value, sum(e.visitors) AS visitors, sum(e.bots) AS bots,
    min(e.first_at) AS first_at
  FROM facts AS e
  CROSS JOIN experiments AS x ON x.id = e.experiment_id
  CROSS JOIN dimensions AS d ON ${UNDER}
  GROUP BY 1, 2, 3, 4, 5, 6, 7
  ${open.length > 0 ? `UNION ALL ${openSums}` : ''}`;
}

/** Conversion sums of the additions, by the statistics' key. */
export function conversionSums(adder: Adder, dimensions: readonly FoldedDimension[]): string {
  return `
  WITH ${EXPERIMENTS}, ${METRICS}, ${bounds(adder)}, ${dimensionsTable(dimensions)}, ${kept(adder)},
    ${PAIRS}, ${additions(adder === 'fold' ? 'true' : USABLE)}
  SELECT e.experiment_id, e.variant_id, e.epoch, ${DAY} AS day, e.mode, d.name AS dimension,
    ${VALUE} AS value, e.metric_id, sum(e.converted) AS converted, sum(e.conversions) AS conversions,
    CAST(sum(e.after_minor - e.before_minor) AS INTEGER) AS sum_minor,
    sum(1.0 * e.after_minor * e.after_minor - 1.0 * e.before_minor * e.before_minor) AS sum_squares
  FROM additions AS e
  CROSS JOIN experiments AS x ON x.id = e.experiment_id
  CROSS JOIN dimensions AS d ON ${UNDER} AND ${CONVERTS}
  GROUP BY 1, 2, 3, 4, 5, 6, 7, 8`;
}
