import type { ExperimentCounts } from '#experiments/report/counts.ts';
import type { ConversionRow, ExposureRow } from '#worker/store/rows.ts';
import type { Occurrence } from './history.ts';

const WINDOW_MS = 7 * 86_400_000;
const CAP_MINOR = 100_000;
const METRICS = ['signup', 'cta', 'paid'];

/** The counts of a history by plain loops over its rows: what any fold of them must come to. */
export function recount(
  history: readonly Occurrence[],
): Pick<ExperimentCounts, 'exposures' | 'conversions'> {
  const exposures = history.flatMap((one) => (one.kind === 'exposure' ? [one.row] : []));
  const conversions = history.flatMap((one) => (one.kind === 'conversion' ? [one.row] : []));
  const exposed = new Map<string, { visitors: number; bots: number }>();
  const converted = new Map<string, [number, number, number, number]>();
  for (const row of exposures.filter(({ flag }) => flag === null)) {
    const bot = (row.botReasons & 7) !== 0;
    const cell = exposed.get(keyOf(row)) ?? { visitors: 0, bots: 0 };
    exposed.set(keyOf(row), {
      visitors: cell.visitors + (bot ? 0 : 1),
      bots: cell.bots + (bot ? 1 : 0),
    });
    if (bot) continue;
    for (const metricId of METRICS) addVisitor(converted, row, metricId, conversions);
  }
  return {
    exposures: sorted([...exposed].map(([key, cell]) => ({ ...cellOf(key), ...cell }))),
    conversions: sorted(
      [...converted].map(([key, [visitors, count, sumMinor, sumSquares]]) => ({
        ...cellOf(key),
        metricId: key.split(' ')[3] ?? '',
        converted: visitors,
        conversions: count,
        sumMinor,
        sumSquares,
      })),
    ),
  };
}

function addVisitor(
  cells: Map<string, [number, number, number, number]>,
  exposure: ExposureRow,
  metricId: string,
  conversions: readonly ConversionRow[],
): void {
  const own = conversions.filter(
    (row) =>
      row.unitId === exposure.unitId &&
      row.metricId === metricId &&
      row.occurredAt < exposure.occurredAt + WINDOW_MS &&
      (row.occurredAt >= exposure.occurredAt || row.viewNonce === exposure.viewNonce),
  );
  if (own.length === 0) return;
  const value = own.reduce((sum, row) => sum + (row.valueMinor ?? 0), 0);
  const capped = metricId === 'paid' ? Math.min(value, CAP_MINOR) : value;
  const key = `${keyOf(exposure)} ${metricId}`;
  const [visitors, count, sum, squares] = cells.get(key) ?? [0, 0, 0, 0];
  cells.set(key, [visitors + 1, count + own.length, sum + capped, squares + capped * capped]);
}

function keyOf(row: ExposureRow): string {
  return `${row.day} ${row.epoch} ${row.variantId}`;
}

function cellOf(key: string): { day: string; epoch: number; variantId: string } {
  const [day = '', epoch = '', variantId = ''] = key.split(' ');
  return { day, epoch: Number(epoch), variantId };
}

function sorted<T extends { day: string; epoch: number; variantId: string }>(cells: T[]): T[] {
  const text = (cell: T) =>
    `${cell.day} ${cell.epoch} ${cell.variantId} ${(cell as { metricId?: string }).metricId ?? ''}`;
  return cells.sort((a, b) => (text(a) < text(b) ? -1 : 1));
}
