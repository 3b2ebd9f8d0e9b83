import type { ExperimentReport } from '../../contract/report.ts';
import type { CatalogExperiment } from '../../definition/catalog/catalog.ts';
import { weekdayOf } from '../decision/civil-day.ts';
import { landingsFromStrata } from '../strata/landings-from-strata.ts';
import { sum } from '../strata/strata.ts';
import { botsFromReport } from './bots-from-report.ts';
import type {
  ConversionCount,
  DimensionCounts,
  ExperimentCounts,
  FirstViewCount,
  HealthCounts,
} from './counts.ts';

/**
 * The counts that a report was computed from, taken back out of its JSON, so that whoever has the
 * file can compute the rest again. Values that a report shows together ("too small to show") stay
 * together.
 */
export function countsFromReport(report: ExperimentReport): ExperimentCounts {
  const ids = report.variants.map(({ variant }) => variant);
  const landings = landingsFromStrata(report.strata, ids);
  const { dimensions, health } = report;
  return {
    asOf: report.asOf,
    watermark: report.watermark,
    exposures: report.daily.flatMap(({ day, epoch, visitors, bots }) =>
      ids.map((variantId, column) => ({
        variantId,
        epoch,
        day,
        visitors: visitors[column] ?? 0,
        bots: bots[column] ?? 0,
      })),
    ),
    conversions: conversionsOf(report, ids),
    ...(report.closedDay === null ? {} : { closedDay: report.closedDay }),
    ...(report.maturity
      ? { delays: report.maturity.map(({ metric, delays }) => ({ metricId: metric, delays })) }
      : {}),
    ...(landings ? { landings } : {}),
    ...(dimensions ? { dimensions: dimensionsOf(dimensions, ids) } : {}),
    ...(report.bots ? { bots: botsFromReport(report.bots, ids) } : {}),
    ...(health ? { health: healthOf(health, ids) } : {}),
    others: report.others,
    epochs: report.epochs,
    multi: report.multi,
    firstExposureAt: report.firstExposureAt,
    modes: modesOf(report),
    ledger: report.ledger,
  };
}

/** What a report says of its definition, as far as numbers depend on it. */
export function definitionFromReport(report: ExperimentReport): CatalogExperiment {
  const { experiment, variants } = report;
  const { plannedVisitors, alpha, ...named } = experiment;
  const ofRole = (role: string) =>
    variants[0]?.metrics.filter((cell) => cell.role === role).map(({ metric }) => metric) ?? [];
  return {
    ...named,
    variants: variants.map(({ variant, weightBp }) => ({ id: variant, weightBp })),
    secondary: ofRole('secondary'),
    guardrails: ofRole('guardrail').map((metric) => ({ metric, marginBp: 0 })),
    plan: { ...(plannedVisitors === null ? {} : { visitors: plannedVisitors }), alpha },
  } as unknown as CatalogExperiment;
}

function conversionsOf(report: ExperimentReport, ids: readonly string[]): ConversionCount[] {
  return (report.variants[0]?.metrics ?? []).flatMap(({ metric: metricId }) =>
    ids.flatMap((variantId, column) => {
      const cell = report.variants[column]?.metrics.find(({ metric }) => metric === metricId);
      const converted = report.daily.map((row) => row.converted[metricId]?.[column] ?? 0);
      const seen = new Set<string>();
      return report.daily.map(({ day, epoch }, index): ConversionCount => {
        const { place, sums } = sumsAt(report, metricId, { day, epoch });
        const first = !seen.has(place);
        seen.add(place);
        // Only totals are kept of repeats and values, so they stand with the first day of theirs.
        const repeats = index === 0 ? (cell?.conversions ?? 0) - sum(converted) : 0;
        return {
          variantId,
          epoch,
          day,
          metricId,
          converted: converted[index] ?? 0,
          conversions: (converted[index] ?? 0) + repeats,
          sumMinor: first ? sum(sums.map(({ sumMinor }) => sumMinor[column] ?? 0)) : 0,
          sumSquares: first ? sum(sums.map(({ sumSquares }) => sumSquares[column] ?? 0)) : 0,
        };
      });
    }),
  );
}

type Sums = { readonly sumMinor: readonly number[]; readonly sumSquares: readonly number[] };

/** The total of values that a day is part of: of its weekday where that is known, else its epoch. */
function sumsAt(
  { dimensions, strata }: ExperimentReport,
  metricId: string,
  { day, epoch }: { readonly day: string; readonly epoch: number },
): { readonly place: string; readonly sums: readonly Sums[] } {
  const table = dimensions?.dimensions.find(({ dimension }) => dimension === 'weekday');
  if (!table || dimensions?.metric !== metricId) {
    const sums = strata
      .filter((stratum) => stratum.epoch === epoch)
      .flatMap(({ metrics }) => metrics[metricId] ?? []);
    return { place: `${epoch}`, sums };
  }
  const weekday = String(weekdayOf(day));
  const cell =
    table.cells.find(({ kind, value }) => kind === 'value' && value === weekday) ??
    table.cells.find(({ kind }) => kind === 'rest');
  const sums = cell?.epochs.filter((row) => row.epoch === epoch) ?? [];
  return { place: `${epoch} ${cell?.kind === 'value' ? weekday : ''}`, sums };
}

function dimensionsOf(
  { dimensions }: NonNullable<ExperimentReport['dimensions']>,
  ids: readonly string[],
): DimensionCounts {
  const rows = dimensions.flatMap(({ dimension, cells }) =>
    cells.flatMap(({ kind, value, epochs }) =>
      epochs.flatMap((row) =>
        ids.map((variantId, column) => ({
          key: { dimension, value: kind === 'rest' ? null : value, variantId, epoch: row.epoch },
          visitors: row.visitors[column] ?? 0,
          converted: row.converted[column] ?? 0,
          sumMinor: row.sumMinor[column] ?? 0,
          sumSquares: row.sumSquares[column] ?? 0,
        })),
      ),
    ),
  );
  return {
    exposures: rows.map(({ key, visitors }) => ({ ...key, visitors, bots: 0 })),
    conversions: rows.map(({ key, visitors: _, ...sums }) => ({ ...key, ...sums })),
  };
}

function healthOf(
  { since, closedDay, firstViews, late, unexposed }: NonNullable<ExperimentReport['health']>,
  ids: readonly string[],
): HealthCounts {
  return {
    since,
    closedDay,
    late,
    unexposed,
    firstViews: firstViews.flatMap(({ epoch, people, programs }) =>
      [people, programs].flatMap((stages, index) =>
        Object.entries(stages).flatMap(([stage, views]) =>
          ids.map((variantId, column) => ({
            variantId,
            epoch,
            stage: stage as FirstViewCount['stage'],
            flagged: index === 1,
            views: views[column] ?? 0,
          })),
        ),
      ),
    ),
  };
}

function modesOf({ mode, unit, days }: ExperimentReport): ExperimentCounts['modes'] {
  if (mode !== null) return [mode];
  if (days === null) return [];
  return unit === null ? ['cookie', 'strict'] : [MODE_OF[unit]];
}

/** The mode that counts a unit. */
const MODE_OF = { visitor: 'cookie', day: 'cookieless', view: 'strict' } as const;
