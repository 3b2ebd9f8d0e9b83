import type { Catalog } from '#experiments/definition/catalog/catalog.ts';
import type {
  ConversionCount,
  ExperimentCounts,
  LandingCounts,
} from '#experiments/report/counts/counts.ts';
import { addDays } from '#experiments/report/decision/civil-day.ts';
import { longestLateWindow } from '#experiments/report/decision/late.ts';
import { ofUnit, type Row, toConversions } from '../counts/count-rows.ts';
import { countedOf, leftOut } from '../counts/counted-metrics.ts';
import { COUNTS, METRICS } from '../counts/fold-sql.ts';
import { metricsOf, selectCounts, toCounts } from '../counts/read-counts.ts';
import { selectLandings, toLandings } from '../counts/read-landings.ts';

/** A site day and the instant in epoch milliseconds at which the next one begins. */
export type ClosedDay = { readonly day: string; readonly endsAt: number };

/**
 * Requests stamp rows before they are committed, so commit order and time may differ by as much
 * as a write may take.
 */
const COMMIT_DELAY_MS = 60_000;

/**
 * The counts as they were at the end of each given day: exposures until then, and of their
 * conversions those that had happened. So a look that is taken late sees what it would have seen
 * in time, but for rows that arrived meanwhile. All days are read in one transaction.
 */
export async function readClosedCounts(
  db: D1Database,
  catalog: Catalog,
  at: {
    readonly experimentId: string;
    readonly days: readonly ClosedDay[];
    /** Epoch milliseconds of the read. */
    readonly now: number;
  },
): Promise<readonly ExperimentCounts[]> {
  const { experimentId, days, now } = at;
  const [first] = days;
  if (!first) return [];
  // Of late stages every look compares an earlier part of the days.
  const from = addDays(first.day, -longestLateWindow(metricsOf(catalog, experimentId)));
  const byLanding = selectLandings(db, catalog, { experimentId, from });
  const read = toCounts(
    await db.batch<Row>([
      ...selectCounts(db, catalog, experimentId),
      ...byLanding,
      ...days.map((day) => selectLater(db, catalog, { experimentId, ...day })),
    ]),
    { now, unit: catalog.site.consent.unit },
  );
  const { unit } = read;
  const landings = byLanding.length > 0 ? toLandings(read.rest, unit) : null;
  const laterOf = read.rest.slice(byLanding.length);
  return days.map(({ day }, index) => {
    const later = ofUnit(laterOf[index]?.results ?? [], unit).map((row) => ({
      ...toConversions(row),
      landing: String(row.landing),
    }));
    const exposures = read.exposures.filter((row) => row.day <= day);
    return {
      ...read.counts,
      closedDay: day,
      exposures: exposures.map(({ mode: _, ...row }) => row),
      conversions: summed([
        ...read.counts.conversions.filter((row) => row.day <= day),
        ...later.map(({ landing: _, ...row }) => negative(row)),
      ]),
      ...(landings ? { landings: landingsUntil(landings, { day, from, later }) } : {}),
      modes: [...new Set(exposures.map(({ mode }) => mode))],
    };
  });
}

type Later = LandingCounts['conversions'];

/** The counts by landing at the end of a day. What is taken away lies on the day it is kept under. */
function landingsUntil(
  { exposures, conversions }: LandingCounts,
  { day, from, later }: { readonly day: string; readonly from: string; readonly later: Later },
): LandingCounts {
  const takenAway = later.map((row) => ({
    ...negative(row),
    landing: row.landing,
    day: row.day < from ? from : row.day,
  }));
  const kept = [...conversions.filter((row) => row.day <= day), ...takenAway];
  const byLanding = Map.groupBy(kept, ({ landing }) => landing);
  return {
    exposures: exposures.filter((row) => row.day <= day),
    conversions: [...byLanding].flatMap(([landing, rows]) =>
      summed(rows).map((row) => ({ ...row, landing })),
    ),
  };
}

/**
 * What conversions after the end of a day brought to exposures until then: sums to take away.
 * Looks only at visitors with such a conversion, found from the newest row backwards.
 */
function selectLater(
  db: D1Database,
  catalog: Catalog,
  { experimentId, day, endsAt }: ClosedDay & { readonly experimentId: string },
): D1PreparedStatement {
  const cap = (value: string) => `min(${value}, coalesce(cap_minor, 9e15))`;
  return db
    .prepare(
      `WITH ${METRICS},
       later AS (
         SELECT DISTINCT unit_id, metric_id FROM conversions
         WHERE metric_id IN (SELECT metric_id FROM metrics) AND occurred_at >= ?2 AND seq > coalesce((
           SELECT seq FROM conversions WHERE received_at < ?2 - ?5 ORDER BY seq DESC LIMIT 1), 0)),
       visitors AS (
         SELECT e.variant_id, e.epoch, e.day, e.mode, e.landing, m.metric_id, m.cap_minor,
           sum(c.quantity) AS conversions,
           sum(CASE WHEN c.occurred_at < ?2 THEN c.quantity ELSE 0 END) AS kept,
           sum(coalesce(c.value_minor, 0)) AS all_minor,
           sum(CASE WHEN c.occurred_at < ?2 THEN coalesce(c.value_minor, 0) ELSE 0 END) AS kept_minor
         FROM later AS l
         JOIN exposures AS e ON e.unit_id = l.unit_id AND e.experiment_id = ?6
         JOIN metrics AS m ON m.experiment_id = e.experiment_id AND m.metric_id = l.metric_id
         JOIN conversions AS c ON c.unit_id = l.unit_id AND c.metric_id = l.metric_id
         WHERE ${COUNTS} AND e.day <= ?4
         GROUP BY e.seq, m.metric_id)
       SELECT variant_id, epoch, day, mode, landing, metric_id,
         sum((conversions > 0) - (kept > 0)) AS converted,
         sum(conversions - kept) AS conversions,
         CAST(sum(${cap('all_minor')} - ${cap('kept_minor')}) AS INTEGER) AS sum_minor,
         sum(1.0 * ${cap('all_minor')} * ${cap('all_minor')}
           - 1.0 * ${cap('kept_minor')} * ${cap('kept_minor')}) AS sum_squares
       FROM visitors GROUP BY variant_id, epoch, day, mode, landing, metric_id`,
    )
    .bind(
      JSON.stringify(countedOf(catalog, { experimentId })),
      endsAt,
      leftOut(catalog),
      day,
      COMMIT_DELAY_MS,
      experimentId,
    );
}

function negative(row: ConversionCount): ConversionCount {
  return {
    ...row,
    converted: -row.converted,
    conversions: -row.conversions,
    sumMinor: -row.sumMinor,
    sumSquares: -row.sumSquares,
  };
}

/** Rows of one cell as one. */
function summed(rows: readonly ConversionCount[]): readonly ConversionCount[] {
  const cells = new Map<string, ConversionCount>();
  for (const row of rows) {
    const key = `${row.variantId} ${row.epoch} ${row.day} ${row.metricId}`;
    const cell = cells.get(key);
    cells.set(key, {
      ...row,
      converted: (cell?.converted ?? 0) + row.converted,
      conversions: (cell?.conversions ?? 0) + row.conversions,
      sumMinor: (cell?.sumMinor ?? 0) + row.sumMinor,
      // Floating-point: taking all of them away may leave a speck below 0.
      sumSquares: Math.max(0, (cell?.sumSquares ?? 0) + row.sumSquares),
    });
  }
  return [...cells.values()];
}
