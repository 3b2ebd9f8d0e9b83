import type { DimensionCounts, ExperimentCounts } from '#experiments/report/counts/counts.ts';
import type { ConversionRow, ExposureRow } from '#worker/store/events/rows.ts';
import { headline } from '../world.ts';
import type { Occurrence } from './history.ts';

const WINDOW_MS = 7 * 86_400_000;
const CAP_MINOR = 100_000;
const METRICS = ['signup', 'cta', 'paid'];

type Sums = [converted: number, conversions: number, minor: number, squares: number];

/** The counts of a history by plain loops over its rows: what any fold of them must come to. */
export function recount(
  history: readonly Occurrence[],
): Pick<ExperimentCounts, 'exposures' | 'conversions'> {
  const keyOf = (row: ExposureRow) => [row.day, row.epoch, row.variantId] as const;
  const { exposed, converted } = sumsBy(history, (row) => JSON.stringify(keyOf(row)));
  const cellOf = (key: string) => {
    const [day = '', epoch = 0, variantId = ''] = JSON.parse(key) as [string, number, string];
    return { day, epoch, variantId };
  };
  return {
    exposures: sorted([...exposed].map(([key, cell]) => ({ ...cellOf(key), ...cell }))),
    conversions: sorted(
      [...converted].flatMap(([key, metrics]) =>
        [...metrics].map(([metricId, [visitors, conversions, sumMinor, sumSquares]]) => ({
          ...cellOf(key),
          metricId,
          converted: visitors,
          conversions,
          sumMinor,
          sumSquares,
        })),
      ),
    ),
  };
}

/** A program's value counts as its own from the first person on who brought the same. */
function kept(factOf: (row: ExposureRow) => string) {
  return () => {
    const people = new Set(['']);
    return (row: ExposureRow): string | null => {
      if ((row.botReasons & 7) === 0) people.add(factOf(row));
      return people.has(factOf(row)) ? factOf(row) : null;
    };
  };
}

const VALUE_OF = {
  source: kept((row) => row.source),
  campaign: kept((row) => row.campaign),
  creative: kept((row) => row.creative),
  keyword: kept((row) => row.keyword),
  landing: () => (row: ExposureRow) => row.landing,
  device: () => (row: ExposureRow) => row.device,
  country: () => (row: ExposureRow) => row.country,
  visitor: () => (row: ExposureRow) => (row.returning === 1 ? 'returning' : 'new'),
} as const;

/** The same by dimension, for the first metric; no dimension has more values than are kept. */
export function recountDimensions(
  history: readonly Occurrence[],
  { without = [] }: { readonly without?: readonly string[] } = {},
): DimensionCounts {
  const rows = Object.entries(VALUE_OF)
    .filter(([dimension]) => !without.includes(dimension))
    .map(([dimension, reader]) => {
      const valueIn = reader();
      return {
        dimension: dimension as keyof typeof VALUE_OF,
        ...sumsBy(history, (row) => JSON.stringify([valueIn(row), row.variantId, row.epoch])),
      };
    });
  const keyOf = (dimension: keyof typeof VALUE_OF, key: string) => {
    const [value, variantId, epoch] = JSON.parse(key) as [string | null, string, number];
    return { dimension, value, variantId, epoch };
  };
  return {
    exposures: ordered(
      rows.flatMap(({ dimension, exposed }) =>
        [...exposed].map(([key, cell]) => ({ ...keyOf(dimension, key), ...cell })),
      ),
    ),
    conversions: ordered(
      rows.flatMap(({ dimension, converted }) =>
        [...converted].flatMap(([key, metrics]) => {
          const sums = metrics.get('signup');
          if (!sums) return [];
          const [visitors, , sumMinor, sumSquares] = sums;
          return [{ ...keyOf(dimension, key), converted: visitors, sumMinor, sumSquares }];
        }),
      ),
    ),
  };
}

function sumsBy(history: readonly Occurrence[], keyOf: (row: ExposureRow) => string) {
  const exposures = history.flatMap((one) => (one.kind === 'exposure' ? [one.row] : []));
  const conversions = history.flatMap((one) => (one.kind === 'conversion' ? [one.row] : []));
  const exposed = new Map<string, { visitors: number; bots: number }>();
  const converted = new Map<string, Map<string, Sums>>();
  for (const row of exposures) {
    if (row.flag !== null || row.fingerprint !== headline.fingerprint) continue;
    const bot = (row.botReasons & 7) !== 0;
    const cell = exposed.get(keyOf(row)) ?? { visitors: 0, bots: 0 };
    exposed.set(keyOf(row), {
      visitors: cell.visitors + (bot ? 0 : 1),
      bots: cell.bots + (bot ? 1 : 0),
    });
    if (bot) continue;
    for (const metricId of METRICS) {
      const added = sumsOf(row, metricId, conversions);
      if (added === null) continue;
      const metrics = converted.get(keyOf(row)) ?? new Map<string, Sums>();
      converted.set(keyOf(row), metrics);
      const [a, b, c, d] = metrics.get(metricId) ?? [0, 0, 0, 0];
      metrics.set(metricId, [a + added[0], b + added[1], c + added[2], d + added[3]]);
    }
  }
  return { exposed, converted };
}

function sumsOf(
  exposure: ExposureRow,
  metricId: string,
  conversions: readonly ConversionRow[],
): Sums | null {
  const own = conversions.filter(
    (row) =>
      row.unitId === exposure.unitId &&
      row.metricId === metricId &&
      row.occurredAt < exposure.occurredAt + WINDOW_MS &&
      (row.occurredAt >= exposure.occurredAt || row.viewNonce === exposure.viewNonce),
  );
  if (own.length === 0) return null;
  const value = own.reduce((sum, row) => sum + (row.valueMinor ?? 0), 0);
  const capped = metricId === 'paid' ? Math.min(value, CAP_MINOR) : value;
  const count = own.reduce((sum, row) => sum + (row.quantity ?? 1), 0);
  return [count > 0 ? 1 : 0, count, capped, capped * capped];
}

function sorted<T extends { day: string; epoch: number; variantId: string }>(cells: T[]): T[] {
  const text = (cell: T) =>
    `${cell.day} ${cell.epoch} ${cell.variantId} ${(cell as { metricId?: string }).metricId ?? ''}`;
  return cells.sort((a, b) => (text(a) < text(b) ? -1 : 1));
}

/** In one order, whatever order they came in. */
export function ordered<T extends DimensionCounts['exposures'][number] | object>(rows: T[]): T[] {
  return rows.sort((a, b) => (JSON.stringify(a) < JSON.stringify(b) ? -1 : 1));
}
