import type { Refusal, RefusalReason } from '../../contract/refusal.ts';
import type { CatalogExperiment } from '../../definition/catalog/catalog.ts';
import { isCivilDay } from '../decision/civil-day.ts';
import type { ExperimentCounts } from './counts.ts';

/** Counts that cannot be true, with the first place where that shows: `exposures[3].visitors`. */
export type ImpossibleCounts = Refusal & { readonly at: string };

/** All basis points together. */
const WHOLE_BP = 10_000;

/**
 * The door of the domain: null when counts can be true, else what is wrong and where.
 *
 * Refusals: `not-a-number` (NaN or infinite), `negative-count`, `fractional-count`,
 * `unsafe-count` (above 2^53 − 1), `invalid-day`, `weights-per-variant`, `weights-do-not-sum`
 * (to 10 000 basis points), `conversions-above-visitors` (of a variant, epoch and day, or more
 * converted visitors than conversions).
 */
export function refuseCounts(
  { variants }: Pick<CatalogExperiment, 'variants'>,
  counts: Pick<ExperimentCounts, 'exposures' | 'conversions' | 'epochs'>,
): ImpossibleCounts | null {
  return (
    refuseEpochs(variants.length, counts.epochs) ??
    refuseRows('exposures', counts.exposures, ['visitors', 'bots']) ??
    refuseRows('conversions', counts.conversions, ['converted', 'conversions']) ??
    refuseSums(counts.conversions) ??
    refuseTotals(counts)
  );
}

function refuseEpochs(width: number, epochs: ExperimentCounts['epochs']): ImpossibleCounts | null {
  for (const [index, { weightsBp }] of epochs.entries()) {
    const at = `epochs[${index}].weightsBp`;
    if (weightsBp.length !== width) return refuse('weights-per-variant', at);
    const fault = weightsBp.map(faultOf).find((reason) => reason !== null);
    if (fault) return refuse(fault, at);
    const sum = weightsBp.reduce((total, weight) => total + weight, 0);
    if (sum !== WHOLE_BP) return refuse('weights-do-not-sum', at);
  }
  return null;
}

function refuseRows<Key extends string>(
  name: string,
  rows: readonly (Readonly<Record<Key, number>> & { readonly day: string })[],
  keys: readonly Key[],
): ImpossibleCounts | null {
  const days = new Set<string>();
  for (const [index, row] of rows.entries()) {
    for (const key of keys) {
      const fault = faultOf(row[key]);
      if (fault) return refuse(fault, `${name}[${index}].${key}`);
    }
    if (days.has(row.day)) continue;
    if (!isCivilDay(row.day)) return refuse('invalid-day', `${name}[${index}].day`);
    days.add(row.day);
  }
  return null;
}

/** Sums may be negative (money paid back), squares not. */
function refuseSums(conversions: ExperimentCounts['conversions']): ImpossibleCounts | null {
  for (const [index, { sumMinor, sumSquares }] of conversions.entries()) {
    const at = `conversions[${index}]`;
    const fault = faultOf(Math.abs(sumMinor));
    if (fault) return refuse(fault, `${at}.sumMinor`);
    if (!Number.isFinite(sumSquares)) return refuse('not-a-number', `${at}.sumSquares`);
    if (sumSquares < 0) return refuse('negative-count', `${at}.sumSquares`);
  }
  return null;
}

/** Rows of one cell may be several, one per consent mode, so only their sums can be compared. */
function refuseTotals({
  exposures,
  conversions,
}: Pick<ExperimentCounts, 'exposures' | 'conversions'>): ImpossibleCounts | null {
  const cellOf = (row: { variantId: string; epoch: number; day: string }) =>
    `${row.variantId} ${row.epoch} ${row.day}`;
  const visitors = new Map<string, number>();
  for (const row of exposures) {
    const key = cellOf(row);
    visitors.set(key, (visitors.get(key) ?? 0) + row.visitors);
  }
  const converted = new Map<string, number>();
  for (const [index, row] of conversions.entries()) {
    const key = cellOf(row);
    const cell = `${key} ${row.metricId}`;
    const total = (converted.get(cell) ?? 0) + row.converted;
    converted.set(cell, total);
    if (total > (visitors.get(key) ?? 0) || row.converted > row.conversions) {
      return refuse('conversions-above-visitors', `conversions[${index}].converted`);
    }
  }
  return null;
}

function faultOf(value: number): RefusalReason | null {
  if (!Number.isFinite(value)) return 'not-a-number';
  if (value < 0) return 'negative-count';
  if (!Number.isInteger(value)) return 'fractional-count';
  return Number.isSafeInteger(value) ? null : 'unsafe-count';
}

function refuse(reason: RefusalReason, at: string): ImpossibleCounts {
  return { ok: false, reason, at };
}
