import { experimentDuration } from '../stats/power-duration.ts';
import { alwaysValidSize, foundByLook } from './always-valid.ts';
import { oneLookSize } from './one-look.ts';
import { type Pair, pairOf } from './pair.ts';
import { type PlanQuestion, type PlanRefusal, refusePlan, refuseQuestion } from './question.ts';
import { type Reach, reachIn } from './reach.ts';

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

/** The answer to a `PlanQuestion`. */
export type Plan = {
  readonly ok: true;
  readonly question: PlanQuestion;
  /** Rate of a treatment that is exactly `mde` away from the control. */
  readonly target: number;
  /** Error level of each comparison with control: alpha / (variants − 1). */
  readonly alphaEach: number;
  /** Visitors who take part per day. */
  readonly perDay: number;
  /** Read once, at the end, with a fixed-horizon test. */
  readonly oneLook: PlannedSize;
  /** Read daily, as the report does. */
  readonly alwaysValid: PlannedSize;
  /** What to freeze as `plan.visitors`: the pair of `alwaysValid`. */
  readonly nStar: number;
  /** Visitors of `alwaysValid` over those of `oneLook`. */
  readonly price: number;
  /** If the true change is the planned one and somebody looks every day. */
  readonly watched: {
    /** Chance that some day has found it when `nStar` visitors are in. */
    readonly power: number;
    /** First day by whose end half of such experiments have found it; null when none has. */
    readonly medianDay: number | null;
  };
  readonly reach: readonly Reach[];
};

const FEWEST_WEEKS = 2;
/** Largest `plan.visitors` that a definition may hold. */
const MOST_VISITORS = 1_000_000_000;
/** Looks that are computed; longer experiments are looked at as often, further apart. */
const MOST_LOOKS = 365;

/**
 * Visitors and weeks that an experiment on a conversion rate needs, read once and read daily, and
 * the changes that 2, 4 and 8 weeks can show.
 *
 * Baseline 3 %, +15 %, 50/50, 80 % power, alpha 0.05: 24 193 visitors per variant at one look,
 * 46 412 when it is watched. Refusals: `PlanRefusalReason`.
 */
export function planOf(question: PlanQuestion): Plan | PlanRefusal {
  const refusal = refuseQuestion(question);
  if (refusal) return refusal;
  const pair = pairOf(question);
  const perDay = question.visitorsPerDay * question.share;
  const [once, watched] = [oneLookSize(pair), alwaysValidSize(pair)];
  const oneLook = sizeOf(question, pair, once);
  const alwaysValid = sizeOf(question, pair, watched);
  if (!oneLook || !alwaysValid) return refusePlan('too-many-visitors');
  return {
    ok: true,
    question,
    target: pair.treatmentRate,
    alphaEach: pair.alphaEach,
    perDay,
    oneLook,
    alwaysValid,
    nStar: alwaysValid.pair,
    price: watched / once,
    watched: watchedDaily(pair, alwaysValid),
    reach: reachIn(question, perDay),
  };
}

function sizeOf(question: PlanQuestion, pair: Pair, pairVisitors: number): PlannedSize | null {
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

function watchedDaily(pair: Pair, { pair: planned, days }: PlannedSize): Plan['watched'] {
  const looks = Math.min(days, MOST_LOOKS);
  const found = foundByLook(pair, { planned, looks });
  const half = found.findIndex((chance) => chance >= 0.5);
  return {
    power: found.at(-1) ?? 0,
    medianDay: half < 0 ? null : Math.ceil(((half + 1) * days) / looks),
  };
}
