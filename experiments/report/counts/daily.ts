import type { DayCounts } from '../../contract/report.ts';
import type { ExperimentCounts } from './counts.ts';

/**
 * The counts as a table: one row per site day and epoch in that order, one column per variant,
 * control first. Rows of variants that the definition does not know are in no column.
 */
export function dailyOf(
  variantIds: readonly string[],
  metricIds: readonly string[],
  counts: Pick<ExperimentCounts, 'exposures' | 'conversions'>,
): readonly DayCounts[] {
  const rows = new Map<string, DayCounts>();
  const rowOf = (day: string, epoch: number): DayCounts => {
    const key = `${day} ${epoch}`;
    const row = rows.get(key) ?? emptyRow({ day, epoch }, variantIds, metricIds);
    rows.set(key, row);
    return row;
  };
  for (const exposure of counts.exposures) {
    const column = variantIds.indexOf(exposure.variantId);
    if (column < 0) continue;
    const row = rowOf(exposure.day, exposure.epoch);
    add(row.visitors, column, exposure.visitors);
    add(row.bots, column, exposure.bots);
  }
  for (const conversion of counts.conversions) {
    const column = variantIds.indexOf(conversion.variantId);
    if (column < 0 || !metricIds.includes(conversion.metricId)) continue;
    const converted = rowOf(conversion.day, conversion.epoch).converted[conversion.metricId];
    if (converted !== undefined) add(converted, column, conversion.converted);
  }
  return [...rows.values()].sort((a, b) =>
    a.day < b.day ? -1 : a.day > b.day ? 1 : a.epoch - b.epoch,
  );
}

function emptyRow(
  key: Pick<DayCounts, 'day' | 'epoch'>,
  variantIds: readonly string[],
  metricIds: readonly string[],
): DayCounts {
  const zeros = () => variantIds.map(() => 0);
  return {
    ...key,
    visitors: zeros(),
    bots: zeros(),
    converted: Object.fromEntries(metricIds.map((id) => [id, zeros()])),
  };
}

function add(columns: number[], column: number, count: number): void {
  columns[column] = (columns[column] ?? 0) + count;
}
