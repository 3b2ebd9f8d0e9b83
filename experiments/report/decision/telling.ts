import type { Decided, TreatmentLook } from '../../contract/look.ts';
import type { Metric } from '../../definition/metric/metric.ts';
import type { NumberWords } from '../lift/number-words.ts';
import { sum } from '../strata/strata.ts';
import { jointLimits, type Limits } from './verdict.ts';

/** What a sentence is told from: a look, the site's metrics, and words for numbers. */
export type Telling = {
  readonly look: Decided;
  readonly metrics: readonly Metric[];
  readonly words: NumberWords;
};

/** Limits of a treatment's primary metric, for all treatments at once; null when unread. */
export function primaryLimits({ comparisons }: TreatmentLook): Limits | null {
  const lift = comparisons.find(({ role }) => role === 'primary')?.lift;
  return lift?.ok ? jointLimits(lift) : null;
}

/** The limit next to 0 first: that is what may be promised. */
export function leastOf(limits: Limits, words: NumberWords): string {
  const { lower, upper } = limits;
  const positive = (lower ?? -1) > 0;
  const negative = (upper ?? 1) < 0;
  // Holm can decide where the joint interval still touches 0: then no size is promised.
  if (!positive && !negative) return `its size is open (${rangeOf(limits, words)})`;
  const [least, most] = positive ? [lower, upper] : [upper, lower ?? -1];
  const range = most === null ? 'without an upper limit' : `range ${spanOf(limits, words)}`;
  return `at least ${words.lift(least ?? 0)} (${range})`;
}

/** "+3.1 to +22.0 %": one percent sign for both. */
function spanOf({ lower, upper }: Limits, words: NumberWords): string {
  const bare = words.lift(lower ?? -1).replace(/\s*%$/u, '');
  return `${bare} to ${words.lift(upper ?? 0)}`;
}

/** "−12.0 % to +31.0 %". */
export function rangeOf({ lower, upper }: Limits, words: NumberWords): string {
  const from = words.lift(lower ?? -1);
  return upper === null ? `${from} upwards, without a limit` : `${from} to ${words.lift(upper)}`;
}

/** "“b” anywhere from −12.0 % to +31.0 %". */
export function treatmentRange(treatment: TreatmentLook, words: NumberWords): string {
  const limits = primaryLimits(treatment);
  if (limits === null) return `“${treatment.variant}” cannot be read yet`;
  const open = (limits.lower ?? -1) <= 0 && (limits.upper ?? 1) >= 0;
  return `“${treatment.variant}” ${open ? 'anywhere from ' : ''}${rangeOf(limits, words)}`;
}

/** What a metric is called in sentences; its id where none has that id any more. */
export function labelOf(metricId: string, { metrics }: Telling): string {
  return metrics.find(({ id }) => id === metricId)?.label ?? metricId;
}

/** The primary metric of a look; undefined when no metric bears its name. */
export function primaryOf({ look, metrics }: Telling): Metric | undefined {
  const id = look.treatments[0]?.comparisons.find(({ role }) => role === 'primary')?.metric;
  return metrics.find((metric) => metric.id === id);
}

/**
 * Visitors, converted visitors and their values of a variant by its column, over all epochs; of a
 * late metric those whose window is over.
 */
export function armOfLook(
  { strata }: Decided,
  metricId: string,
  column: number,
): { readonly visitors: number; readonly converted: number; readonly sumMinor: number } {
  return {
    visitors: sum(
      strata.map(
        ({ visitors, metrics }) => (metrics[metricId]?.closed?.visitors ?? visitors)[column] ?? 0,
      ),
    ),
    converted: sum(strata.map(({ metrics }) => metrics[metricId]?.converted[column] ?? 0)),
    sumMinor: sum(strata.map(({ metrics }) => metrics[metricId]?.sumMinor[column] ?? 0)),
  };
}
