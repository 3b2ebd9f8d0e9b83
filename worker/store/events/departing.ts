import type { Catalog } from '#experiments/definition/catalog/catalog.ts';
import { countedOf, leftOut, metricsKey } from '../counts/counted-metrics.ts';
import {
  CONVERTS,
  DAY,
  dimensionsTable,
  EXPERIMENTS,
  FOLDED,
  KEPT_ON_RECORD,
  UNDER,
  VALUE,
} from '../counts/dimension-sql.ts';
import { METRICS, USABLE } from '../counts/fold-sql.ts';

/*
 * Exposures that leave, and what each has added to the statistics: the totals of its visitor say it
 * exactly. Rows that reach their age leave it behind, for a rebuild to start from; rows that are
 * erased on request take it with them. `departing` names the exposures within one transaction.
 */

const LEAVING = `
  FROM departing AS p
  CROSS JOIN exposures AS e ON e.seq = p.exposure_seq
  CROSS JOIN experiments AS x ON x.id = e.experiment_id`;

const EXPOSURES = `
  WITH ${EXPERIMENTS}, ${dimensionsTable(FOLDED)}, ${KEPT_ON_RECORD}
  SELECT e.experiment_id, e.variant_id, e.epoch, ${DAY} AS day, e.mode, d.name AS dimension,
    ${VALUE} AS value, sum((e.bot_reasons & ?3) = 0) AS visitors,
    sum((e.bot_reasons & ?3) <> 0) AS bots, min(e.occurred_at) AS first_at
  ${LEAVING} CROSS JOIN dimensions AS d ON ${UNDER}
  WHERE ${USABLE} GROUP BY 1, 2, 3, 4, 5, 6, 7`;

const CAPPED = 'min(t.value_minor, coalesce(m.cap_minor, 9e15))';
const CONVERSIONS = `
  WITH ${EXPERIMENTS}, ${METRICS}, ${dimensionsTable(FOLDED)}, ${KEPT_ON_RECORD}
  SELECT e.experiment_id, e.variant_id, e.epoch, ${DAY} AS day, e.mode, d.name AS dimension,
    ${VALUE} AS value, t.metric_id, sum(t.conversions > 0) AS converted,
    sum(t.conversions) AS conversions, CAST(sum(${CAPPED}) AS INTEGER) AS sum_minor,
    sum(1.0 * ${CAPPED} * ${CAPPED}) AS sum_squares
  ${LEAVING}
  CROSS JOIN visitor_totals AS t ON t.unit_id = e.unit_id AND t.experiment_id = e.experiment_id
  CROSS JOIN metrics AS m ON m.experiment_id = e.experiment_id AND m.metric_id = t.metric_id
  CROSS JOIN dimensions AS d ON ${UNDER} AND ${CONVERTS}
  WHERE ${USABLE} GROUP BY 1, 2, 3, 4, 5, 6, 7, 8`;

const SAME_CELL = ['experiment_id', 'dimension', 'value', 'variant_id', 'epoch', 'day', 'mode'];
const sameCell = (table: string, keys: readonly string[]) =>
  keys.map((key) => `${table}.${key} = g.${key}`).join(' AND ');

/** Writes down what departing exposures have counted, so that their rows can go. */
export function keepCounts(db: D1Database, catalog: Catalog): D1PreparedStatement[] {
  const [counted, key, bots] = boundTo(catalog);
  return [
    db
      .prepare(
        `INSERT INTO kept_exposure_statistics (experiment_id, variant_id, epoch, day, mode,
           dimension, value, visitors, bots, first_at)
         SELECT experiment_id, variant_id, epoch, day, mode, dimension, value, visitors, bots,
           first_at
         FROM (${EXPOSURES}) WHERE true
         ON CONFLICT DO UPDATE SET visitors = visitors + excluded.visitors,
           bots = bots + excluded.bots, first_at = min(first_at, excluded.first_at)`,
      )
      .bind(counted, key, bots),
    db
      .prepare(
        `INSERT INTO kept_conversion_statistics (experiment_id, variant_id, epoch, day, mode,
           dimension, value, metric_id, converted, conversions, sum_minor, sum_squares)
         SELECT experiment_id, variant_id, epoch, day, mode, dimension, value, metric_id, converted,
           conversions, sum_minor, sum_squares
         FROM (${CONVERSIONS}) WHERE true
         ON CONFLICT DO UPDATE SET converted = converted + excluded.converted,
           conversions = conversions + excluded.conversions,
           sum_minor = sum_minor + excluded.sum_minor,
           sum_squares = sum_squares + excluded.sum_squares`,
      )
      .bind(counted, key, bots),
    // Values that they brought first are told apart after a rebuild, too.
    db.prepare(
      `INSERT INTO kept_dimension_values (experiment_id, dimension, value, first_seq)
       SELECT experiment_id, dimension, value, first_seq FROM dimension_values
       WHERE first_seq IN (SELECT exposure_seq FROM departing) ON CONFLICT DO NOTHING`,
    ),
    db.prepare(
      `INSERT INTO kept_multi (experiment_id, visitors)
       SELECT e.experiment_id, count(DISTINCT m.unit_id)
       FROM departing AS p
       JOIN exposures AS e ON e.seq = p.exposure_seq
       JOIN multi_exposures AS m ON m.unit_id = e.unit_id AND m.experiment_id = e.experiment_id
       GROUP BY 1
       ON CONFLICT DO UPDATE SET visitors = visitors + excluded.visitors`,
    ),
  ];
}

/** Takes out of the statistics what departing exposures have counted. */
export function subtractCounts(db: D1Database, catalog: Catalog): D1PreparedStatement[] {
  const [counted, key, bots] = boundTo(catalog);
  const touched = `experiment_id IN (SELECT e.experiment_id FROM departing AS p
    JOIN exposures AS e ON e.seq = p.exposure_seq)`;
  return [
    db
      .prepare(
        `UPDATE exposure_statistics SET visitors = exposure_statistics.visitors - g.visitors,
           bots = exposure_statistics.bots - g.bots
         FROM (${EXPOSURES}) AS g WHERE ${sameCell('exposure_statistics', SAME_CELL)}`,
      )
      .bind(counted, key, bots),
    db
      .prepare(
        `UPDATE conversion_statistics SET converted = conversion_statistics.converted - g.converted,
           conversions = conversion_statistics.conversions - g.conversions,
           sum_minor = conversion_statistics.sum_minor - g.sum_minor,
           sum_squares = conversion_statistics.sum_squares - g.sum_squares
         FROM (${CONVERSIONS}) AS g
         WHERE ${sameCell('conversion_statistics', [...SAME_CELL, 'metric_id'])}`,
      )
      .bind(counted, key, bots),
    db.prepare(`DELETE FROM exposure_statistics WHERE visitors = 0 AND bots = 0 AND ${touched}`),
    db.prepare(
      `DELETE FROM conversion_statistics
       WHERE converted = 0 AND conversions = 0 AND sum_minor = 0 AND ${touched}`,
    ),
    // What nobody else has brought may be about the person alone.
    db.prepare(
      `DELETE FROM dimension_values AS v WHERE ${touched} AND NOT EXISTS (
         SELECT 1 FROM exposure_statistics AS s WHERE s.experiment_id = v.experiment_id
           AND s.dimension = v.dimension AND s.value = v.value)`,
    ),
  ];
}

/** Takes departing exposures and all that belongs to them alone off the record. */
export function removeDeparting(db: D1Database): D1PreparedStatement[] {
  const pair = '(unit_id, experiment_id)';
  const leaving = `SELECT e.unit_id, e.experiment_id FROM departing AS p
    JOIN exposures AS e ON e.seq = p.exposure_seq`;
  return [
    db.prepare(`DELETE FROM visitor_totals WHERE ${pair} IN (${leaving})`),
    db.prepare(`DELETE FROM multi_exposures WHERE ${pair} IN (${leaving})`),
    db.prepare('DELETE FROM exposures WHERE seq IN (SELECT exposure_seq FROM departing)'),
    db.prepare('DELETE FROM departing'),
  ];
}

function boundTo(catalog: Catalog): readonly [string, string, number] {
  return [JSON.stringify(countedOf(catalog)), metricsKey(catalog), leftOut(catalog)];
}
