import type { DayCounts } from '../contract/report.ts';

/** Visitors of one variant and those of them who converted. */
export type Arm = { readonly visitors: number; readonly converted: number };

/** Control and one treatment within one epoch: the chance of either was constant. */
export type PairStratum = {
  readonly epoch: number;
  readonly control: Arm;
  readonly treatment: Arm;
};

/** Control and the treatment in `column`, pooled over the days of each epoch, by epoch. */
export function pairStrata(
  daily: readonly DayCounts[],
  metricId: string,
  column: number,
): readonly PairStratum[] {
  return epochsOf(daily).map((epoch) => {
    const days = daily.filter((row) => row.epoch === epoch);
    return { epoch, control: armOf(days, metricId, 0), treatment: armOf(days, metricId, column) };
  });
}

/** Visitors and converted visitors of one variant over the given days. */
export function armOf(days: readonly DayCounts[], metricId: string, column: number): Arm {
  return {
    visitors: sum(days.map((row) => row.visitors[column] ?? 0)),
    converted: sum(days.map((row) => row.converted[metricId]?.[column] ?? 0)),
  };
}

/** Epochs that have any row, ascending. */
export function epochsOf(daily: readonly DayCounts[]): readonly number[] {
  return [...new Set(daily.map((row) => row.epoch))].sort((a, b) => a - b);
}

export function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}
