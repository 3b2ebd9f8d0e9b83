import type { DimensionCell, DimensionReport } from '../../contract/dimension.ts';
import type { CellSplit, FirstViews, PlacedSplit, Stage } from '../../contract/health.ts';
import type { ExperimentReport } from '../../contract/report.ts';
import { adjustPValues } from '../../stats/multiplicity.ts';
import type { EpochRow } from '../counts/counts.ts';
import { SRM_ALPHA } from '../decision/thresholds.ts';
import { sum } from '../strata/strata.ts';
import { judgeSplit } from './split-checks.ts';

/**
 * The split at four places on the way into the statistics: where it first goes wrong, there the
 * fault is. `assigned` and `served` are first views of new visitors, programs among them; `exposed`
 * and `counted` are all visitors, with and without programs.
 */
export function placedSplits(
  firstViews: readonly FirstViews[],
  report: Pick<ExperimentReport, 'variants' | 'epochs' | 'srm' | 'srmWithBots'>,
): PlacedSplit[] {
  const { variants, epochs, srm, srmWithBots } = report;
  // Shares that somebody else chose were not planned anywhere.
  const chosen = !srm.ok && srm.reason === 'not-randomised';
  const placed = (at: 'assigned' | 'served'): PlacedSplit => {
    const rows = firstViews.map((row) => ({
      epoch: row.epoch,
      visitors: variants.map((_, column) => viewsAt(row, at, column)),
    }));
    return {
      at,
      visitors: variants.map((_, column) => sum(rows.map((row) => row.visitors[column] ?? 0))),
      split: chosen ? srm : splitOf(rows, epochs),
    };
  };
  return [
    placed('assigned'),
    placed('served'),
    { at: 'exposed', visitors: variants.map((one) => one.visitors + one.bots), split: srmWithBots },
    { at: 'counted', visitors: variants.map((one) => one.visitors), split: srm },
  ];
}

/**
 * The split of every value of every dimension. A value is off when its p-value, adjusted for all
 * values that were checked (Holm), is below the alarm. Dimensions of one value repeat the whole.
 */
export function cellSplits(
  dimensions: readonly DimensionReport[],
  epochs: readonly EpochRow[],
): { readonly checked: number; readonly off: CellSplit[] } {
  const checked = dimensions
    .filter(({ cells }) => cells.length > 1)
    .flatMap(({ dimension, cells }) =>
      cells.flatMap((cell) => {
        const split = splitOf(cell.epochs, epochs);
        return split.ok ? [{ dimension, cell, split }] : [];
      }),
    );
  const together = adjustPValues(
    checked.map(({ split }) => split.pValue),
    'holm',
    SRM_ALPHA,
  );
  if (!together.ok) return { checked: 0, off: [] };
  const off = checked.flatMap(({ dimension, cell, split }, index): CellSplit[] => {
    const adjustedPValue = together.adjusted[index] ?? 1;
    if (adjustedPValue >= SRM_ALPHA) return [];
    const { plannedShares, pValue } = split;
    return [{ dimension, ...named(cell), plannedShares, pValue, adjustedPValue }];
  });
  return { checked: checked.length, off: off.sort((a, b) => a.pValue - b.pValue) };
}

function named({
  kind,
  value,
  visitors,
}: DimensionCell): Omit<DimensionCell, 'converted' | 'epochs' | 'lifts'> {
  return { kind, value, visitors };
}

function viewsAt(row: FirstViews, at: 'assigned' | 'served', column: number): number {
  const views = (stage: Stage) =>
    (row.people[stage]?.[column] ?? 0) + (row.programs[stage]?.[column] ?? 0);
  const assigned = views('assigned');
  return at === 'assigned' ? assigned : Math.max(0, assigned - views('failed'));
}

function splitOf(
  rows: readonly { readonly epoch: number; readonly visitors: readonly number[] }[],
  epochs: readonly EpochRow[],
): ReturnType<typeof judgeSplit> {
  return judgeSplit(
    rows
      .filter(({ visitors }) => sum(visitors) > 0)
      .map(({ epoch, visitors }) => ({
        // The evidence does not depend on the way there, so the newest look says all.
        increments: [visitors],
        weights: epochs.find((row) => row.epoch === epoch)?.weightsBp,
      })),
  );
}
