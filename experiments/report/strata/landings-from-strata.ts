import type { Stratum } from '../../contract/stratum.ts';
import type { LandingCounts } from '../counts/counts.ts';

/** Days that stand for all days of exposure whose windows are over, and for all others. */
const OPEN_DAY = '9999-12-31';

/**
 * The counts by landing that strata were summed up from, as far as they hold them; null where the
 * experiment has a single landing. Of a late metric the visitors whose window is over stand on the
 * last day of theirs, everybody else after it.
 */
export function landingsFromStrata(
  strata: readonly Stratum[],
  ids: readonly string[],
): LandingCounts | null {
  if (strata.every(({ landing }) => landing === undefined)) return null;
  const rows = strata.flatMap((stratum) =>
    ids.map((variantId, column) => {
      const place = { landing: stratum.landing ?? '', variantId, epoch: stratum.epoch };
      return { stratum, column, place };
    }),
  );
  return {
    exposures: rows.flatMap(({ stratum, column, place }) =>
      byDay(stratum, column).map(({ day, visitors }) => ({ ...place, day, visitors, bots: 0 })),
    ),
    conversions: rows.flatMap(({ stratum, column, place }) =>
      Object.entries(stratum.metrics).flatMap(([metricId, sums]) => {
        const converted = sums.converted[column] ?? 0;
        const row = (day: string, count: number, values = true) => ({
          ...place,
          day,
          metricId,
          converted: count,
          conversions: count,
          sumMinor: values ? (sums.sumMinor[column] ?? 0) : 0,
          sumSquares: values ? (sums.sumSquares[column] ?? 0) : 0,
        });
        if (sums.closed?.per !== undefined) return [];
        if (sums.closed) return [row(sums.closed.until, converted)];
        const [share] = sharesOf(stratum, metricId);
        const closed = share?.leads?.[column] ?? 0;
        return share?.closed
          ? [row(share.closed.until, closed), row(OPEN_DAY, converted - closed, false)]
          : [row(OPEN_DAY, converted)];
      }),
    ),
  };
}

/** The shares of leads for which a metric counts the leads. */
function sharesOf({ metrics }: Stratum, metricId: string): readonly Stratum['metrics'][string][] {
  return Object.values(metrics).filter(({ closed }) => closed?.per === metricId);
}

/** Visitors of one variant by the days that windows are over until. */
function byDay(
  { visitors, metrics }: Stratum,
  column: number,
): readonly { readonly day: string; readonly visitors: number }[] {
  const closed = new Map(
    Object.values(metrics).flatMap((sums) =>
      sums.closed ? [[sums.closed.until, sums.closed.visitors[column] ?? 0] as const] : [],
    ),
  );
  const sorted = [...closed].sort(([a], [b]) => (a < b ? -1 : 1));
  let before = 0;
  const rows = [...sorted, [OPEN_DAY, visitors[column] ?? 0] as const].map(([day, until]) => {
    const row = { day, visitors: until - before };
    before = until;
    return row;
  });
  return rows;
}
