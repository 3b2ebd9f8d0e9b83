import { experimentDuration } from '../stats/power-duration.ts';
import { alwaysValidSize } from './always-valid.ts';
import { type Pair, pairOf } from './pair.ts';
import { type PlanQuestion, type PlanRefusal, refusePlan, refuseQuestion } from './question.ts';

/** What one way of reading the experiment needs. */
export type PlannedSize = {
  /** Visitors of each variant, in catalog order, control first. */
  readonly perVariant: readonly number[];
  readonly total: number;
  /** Control and the treatment with the fewest visitors together. */
  readonly pair: number;
  /** Days until the last of them is in, before rounding up to weeks. */
  readonly days: number;
  /** Whole weeks, never fewer than two, so that every weekday counts the same. */
  readonly weeks: number;
};

const FEWEST_WEEKS = 2;
/** Largest `plan.visitors` that a definition may hold. */
const MOST_VISITORS = 1_000_000_000;

/**
 * Visitors and weeks of an experiment that is read daily: the part of `planOf` that takes well
 * under a millisecond, for lists. Refusals: `PlanRefusalReason`.
 */
export function watchedSize(
  question: PlanQuestion,
): { readonly ok: true; readonly size: PlannedSize } | PlanRefusal {
  const refusal = refuseQuestion(question);
  if (refusal) return refusal;
  const pair = pairOf(question);
  const size = plannedSize(question, pair, alwaysValidSize(pair));
  return size ? { ok: true, size } : refusePlan('too-many-visitors');
}

/** The size for so many visitors of the pair, not rounded; null above what a definition may hold. */
export function plannedSize(
  question: PlanQuestion,
  pair: Pair,
  pairVisitors: number,
): PlannedSize | null {
  const { weights, visitorsPerDay, share } = question;
  const all = weights.reduce((sum, weight) => sum + weight, 0);
  const exact = pairVisitors / (pair.control + pair.treatment);
  if (!(exact <= MOST_VISITORS)) return null;
  // A hair less before rounding up: a share of a share of a whole number is rarely whole.
  const perVariant = weights.map((weight) => Math.ceil(((exact * weight) / all) * (1 - 1e-12)));
  const duration = experimentDuration({
    required: perVariant,
    dailyVisitors: visitorsPerDay,
    trafficShare: share,
    roundUpToWeeks: false,
  });
  if (!duration.ok) return null;
  return {
    perVariant,
    total: duration.totalVisitors,
    pair: (perVariant[0] ?? 0) + (perVariant[pair.column] ?? 0),
    days: duration.days,
    weeks: Math.max(FEWEST_WEEKS, Math.ceil(duration.days / 7)),
  };
}
