import type { Catalog } from '#experiments/definition/catalog/catalog.ts';
import type { Metric } from '#experiments/definition/metric/metric.ts';
import type { ConsentMode, Site } from '#experiments/definition/settings/site.ts';
import type { ExperimentCounts, ExposureCount } from '#experiments/report/counts/counts.ts';
import { addDays } from '#experiments/report/decision/civil-day.ts';
import { longestLateWindow } from '#experiments/report/decision/late.ts';
import { judgedUnit } from '#experiments/report/strata/judged-unit.ts';
import { type Unit, unitOfMode } from '#experiments/report/strata/unit.ts';
import { unitsApart } from '#experiments/report/strata/units-apart.ts';
import { selectLedger, toLedger } from '../events/ledger.ts';
import { selectEpochs, toEpoch } from '../operation/run-states.ts';
import { siteDay } from '../operation/site-day.ts';
import { ofUnit, type Results, type Row, toConversions, toExposures } from './count-rows.ts';
import { countedOf, leftOut, metricIdsOf, metricsKey } from './counted-metrics.ts';
import {
  CONVERSION_STATISTICS,
  conversionSums,
  EXPOSURE_STATISTICS,
  exposureSums,
} from './fold-sql.ts';
import { toBots } from './read-bots.ts';
import { selectDelays, toDelays } from './read-delays.ts';
import { selectDimensions, toDimensions } from './read-dimensions.ts';
import { selectHealth, toHealth } from './read-health.ts';
import { ALL_DAYS_AS_ONE, selectLandings, toLandings } from './read-landings.ts';

/**
 * Everything that a report of one experiment is computed from: folded statistics plus the rows
 * that came since, read in one transaction, so that nothing is counted twice or missed.
 * `dimensions`: whether the counts by source, device and so on are wanted too, and what tells
 * whether all of them can be trusted.
 */
export async function readExperimentCounts(
  db: D1Database,
  catalog: Catalog,
  of: { readonly experimentId: string; readonly now: number; readonly dimensions?: boolean },
): Promise<ExperimentCounts> {
  const { experimentId, now } = of;
  const closedDay = addDays(siteDay(now, catalog.site.timeZone), -1);
  const judged = metricsOf(catalog, experimentId);
  const window = longestLateWindow(judged);
  // Of late stages only the days whose windows are over count, so days have to be told apart.
  const from = window === 0 ? ALL_DAYS_AS_ONE : addDays(closedDay, -window);
  const landings = selectLandings(db, catalog, { experimentId, from });
  const dimensions = of.dimensions ? selectDimensions(db, catalog, experimentId) : [];
  const health = of.dimensions ? selectHealth(db, catalog, experimentId) : [];
  const delays = of.dimensions ? selectDelays(db, judged, now) : [];
  const { counts, rest, unit } = toCounts(
    await db.batch<Row>([
      ...selectCounts(db, catalog, experimentId),
      ...landings,
      ...dimensions,
      ...health,
      ...delays,
    ]),
    { now, unit: catalog.site.consent.unit },
  );
  const after = rest.slice(landings.length + dimensions.length);
  return {
    ...counts,
    closedDay,
    ...(landings.length > 0 ? { landings: toLandings(rest, unit) } : {}),
    ...(of.dimensions
      ? {
          dimensions: toDimensions(rest.slice(landings.length), unit),
          bots: toBots(rest.slice(landings.length), unit, catalog.site.bots),
          health: toHealth(after, catalog, now),
          ...(delays.length > 0 ? { delays: toDelays(after.slice(health.length)) } : {}),
        }
      : {}),
  };
}

/** The metrics that an experiment reports. */
export function metricsOf(
  { experiments, metrics }: Catalog,
  experimentId: string,
): readonly Metric[] {
  const experiment = experiments.find(({ id }) => id === experimentId);
  const ids = experiment ? metricIdsOf(experiment) : [];
  return metrics.filter(({ id }) => ids.includes(id));
}

/** The statements that `toCounts` reads; further ones may follow them in the same batch. */
export function selectCounts(
  db: D1Database,
  catalog: Catalog,
  experimentId: string,
): D1PreparedStatement[] {
  const counted = JSON.stringify(countedOf(catalog, { experimentId }));
  const key = metricsKey(catalog);
  return [
    db
      .prepare(
        `SELECT variant_id, epoch, day, mode, dimension, value, sum(visitors) AS visitors,
           sum(bots) AS bots, min(first_at) AS first_at
         FROM (
           SELECT variant_id, epoch, day, mode, dimension, value, visitors, bots, first_at
           FROM ${EXPOSURE_STATISTICS} WHERE experiment_id = ?4 AND dimension IN ('all', 'fingerprint')
           UNION ALL
           SELECT variant_id, epoch, day, mode, dimension, value, visitors, bots, first_at
           FROM (${exposureSums('tail', ['all', 'fingerprint'])}))
         GROUP BY variant_id, epoch, day, mode, dimension, value ORDER BY day, epoch, variant_id`,
      )
      .bind(counted, key, leftOut(catalog), experimentId),
    db
      .prepare(
        `SELECT variant_id, epoch, day, mode, metric_id, sum(converted) AS converted,
           sum(conversions) AS conversions, sum(sum_minor) AS sum_minor,
           sum(sum_squares) AS sum_squares
         FROM (
           SELECT variant_id, epoch, day, mode, metric_id, converted, conversions, sum_minor,
             sum_squares
           FROM ${CONVERSION_STATISTICS} WHERE experiment_id = ?4 AND dimension = 'all'
           UNION ALL
           SELECT variant_id, epoch, day, mode, metric_id, converted, conversions, sum_minor,
             sum_squares
           FROM (${conversionSums('tail', ['all'])}))
         GROUP BY variant_id, epoch, day, mode, metric_id ORDER BY day, epoch, variant_id, metric_id`,
      )
      .bind(counted, key, leftOut(catalog), experimentId),
    db.prepare(
      `SELECT (SELECT coalesce(max(seq), 0) FROM exposures) AS exposure,
         (SELECT coalesce(max(seq), 0) FROM conversions) AS conversion`,
    ),
    db
      .prepare(
        `SELECT count(DISTINCT unit_id) + coalesce(
           (SELECT visitors FROM kept_multi WHERE experiment_id = ?1), 0) AS multi
         FROM multi_exposures WHERE experiment_id = ?1`,
      )
      .bind(experimentId),
    selectEpochs(db, experimentId),
    ...selectLedger(db),
  ];
}

/** Exposures of one consent mode. */
type ModeCount = ExposureCount & { readonly mode: ConsentMode };

/**
 * The results of `selectCounts` as plain counts of one unit, which, what else the batch answered, and
 * the exposures with their consent mode. `unit`: `consent.unit` of site.yaml.
 */
export function toCounts(
  results: Results,
  { now, unit: asked }: { readonly now: number; readonly unit: Site['consent']['unit'] },
): {
  readonly counts: ExperimentCounts;
  readonly exposures: readonly ModeCount[];
  readonly rest: Results;
  readonly unit: Unit | null;
} {
  const [exposed, conversions, watermark, multi, epochs, ledger, rejects, ...rest] = results;
  const all = (exposed?.results ?? [])
    .filter((row) => row.dimension === 'all')
    .map((row) => ({ ...toExposures(row), mode: row.mode as ConsentMode, firstAt: row.first_at }));
  const unit = judgedUnit(all, asked);
  const own = all.filter(({ mode }) => unitOfMode(mode) === unit);
  const firsts = own.map(({ firstAt }) => Number(firstAt));
  const exposures = own.map(({ firstAt: _, ...row }) => row);
  const [otherUnit, thirdUnit] = unitsApart(all, unit);
  const counts: ExperimentCounts = {
    asOf: now,
    watermark: {
      exposure: Number(watermark?.results[0]?.exposure ?? 0),
      conversion: Number(watermark?.results[0]?.conversion ?? 0),
    },
    exposures: exposures.map(({ mode: _, ...row }) => row),
    conversions: ofUnit(conversions?.results ?? [], unit).map(toConversions),
    others: othersOf(exposed?.results ?? []),
    epochs: (epochs?.results ?? []).map(toEpoch),
    multi: Number(multi?.results[0]?.multi ?? 0),
    firstExposureAt: firsts.length > 0 ? Math.min(...firsts) : null,
    ...(otherUnit ? { otherUnit } : {}),
    ...(thirdUnit ? { thirdUnit } : {}),
    modes: [...new Set(exposures.map(({ mode }) => mode))],
    ledger: toLedger(ledger?.results[0], rejects?.results ?? []),
  };
  return { counts, exposures, rest, unit };
}

/** Visitors of other definitions, by fingerprint; one with bots alone is none. */
function othersOf(rows: readonly Row[]): NonNullable<ExperimentCounts['others']> {
  const visitors = new Map<string, number>();
  for (const row of rows.filter(({ dimension }) => dimension === 'fingerprint')) {
    const fingerprint = String(row.value);
    visitors.set(fingerprint, (visitors.get(fingerprint) ?? 0) + Number(row.visitors));
  }
  return [...visitors]
    .filter(([, count]) => count > 0)
    .map(([fingerprint, count]) => ({ fingerprint, visitors: count }))
    .sort((a, b) => (a.fingerprint < b.fingerprint ? -1 : 1));
}
